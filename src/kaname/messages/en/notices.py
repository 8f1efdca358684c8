"""Texts of licence notices."""

TEXTS = {
    "notices.title": "Third-party notices for {product}",
    "notices.title_unnamed": "Third-party notices",
    "notices.column_component": "Component",
    "notices.column_copyright": "Copyright",
    "notices.column_url": "Address",
    "notices.no_license": "No licence stated",
    "notices.without_license": "For {count} components the SBOM states no licence.",
    "notices.without_copyright": "For {count} components the SBOM states no copyright.",
    "notices.without_text": "The SBOM carries no licence text for: {names}",
}
