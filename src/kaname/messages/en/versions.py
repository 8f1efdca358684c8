"""Texts of version orders and ranges: why a version has no place, and what is wrong with a range."""

TEXTS = {
    "versions.empty": "no version is given",
    "versions.too_long": "the version is too long to be one",
    "versions.control_character": "the version holds a control character or a line break",
    "versions.unknown_scheme": "there is no version order “{scheme}”",
    "versions.unknown_scheme.hint": "known orders: {known}",
    "versions.branch": "this names a branch, not a version",
    "versions.no_number": "there is no number in the version",
    "versions.not_semver": "not a semantic version",
    "versions.not_pep440": "not a Python version (PEP 440)",
    "versions.not_maven": "not a Maven version",
    "versions.not_nuget": "not a NuGet version",
    "versions.not_gem": "not a RubyGems version",
    "versions.not_composer": "not a Composer version",
    "versions.not_deb": "not a Debian version",
    "versions.not_apk": "not an Alpine version",
    "versions.not_rpm": "not an RPM version",
    "versions.not_alpm": "not an Arch Linux version",
    "versions.not_opam": "not an opam version",
    "versions.not_conan": "not a Conan version",
    "versions.not_numbers": "not a list of numbers",
}
