"""What must be said with a delivery: which components, under which licence, whose copyright, and the licence texts.

Only what the document carries is said: a licence text that is not in it is not made up, but counted as missing.
"""

from msgspec import Struct

from kaname.model.sbom import Component, Sbom
from kaname.sbom.licenses import join, normalise_claim
from kaname.sbom.rule import label


class NoticeEntry(Struct, frozen=True, kw_only=True):
    """One component: label, copyright as written, where it comes from."""

    component: str
    copyright: str
    url: str


class NoticeGroup(Struct, frozen=True, kw_only=True):
    """Components under one licence expression, by label. ``texts``: distinct licence texts that the document carries
    for them."""

    expression: str
    entries: tuple[NoticeEntry, ...]
    texts: tuple[tuple[str, str], ...]


class Notices(Struct, frozen=True, kw_only=True):
    """The notices of a product.

    Attributes:
        product: label of the described product, ``""`` where none is named. groups: by expression; ``""`` last: no
            licence stated.
        without_license, without_copyright: how many components.
        without_text: licences for which the document carries no text.
    """

    product: str
    groups: tuple[NoticeGroup, ...]
    without_license: int
    without_copyright: int
    without_text: tuple[str, ...]


_SOURCE_KINDS = ("website", "vcs", "distribution")


def collect_notices(sbom: Sbom) -> Notices:
    """Return the notices of a document; the product itself is left out. Same document, same notices."""
    groups: dict[str, dict[str, NoticeEntry]] = {}
    texts: dict[str, dict[tuple[str, str], None]] = {}
    with_text: set[str] = set()
    for each in sbom.components:
        if each.ref == sbom.root or each.scope == "excluded":
            continue
        # What a document says at different places about one component: all of it applies.
        claims = [claim for claim in each.licenses if claim.acknowledgement == "concluded"] or list(each.licenses)
        joined = join(found for found in map(normalise_claim, claims) if not found.stated_unknown)
        expression = joined.expression if joined.keys else ""
        entry = NoticeEntry(component=label(each), copyright=(each.copyright or "").strip(), url=_url(each))
        groups.setdefault(expression, {}).setdefault(f"{entry.component}\0{entry.copyright}", entry)
        for claim in each.licenses:
            if claim.text and claim.text.strip():
                name = normalise_claim(claim).expression
                with_text.add(name)
                texts.setdefault(expression, {})[name, claim.text.strip()] = None
    keys = sorted(groups, key=lambda expression: (expression == "", expression.lower(), expression))
    entries = [entry for group in groups.values() for entry in group.values()]
    return Notices(
        product=next((label(each) for each in sbom.components if each.ref == sbom.root), ""),
        groups=tuple(
            [
                NoticeGroup(
                    expression=key,
                    entries=tuple(
                        sorted(groups[key].values(), key=lambda entry: (entry.component.lower(), entry.copyright))
                    ),
                    texts=tuple(texts.get(key, {})),
                )
                for key in keys
            ]
        ),
        without_license=len(groups.get("", {})),
        without_copyright=sum(not entry.copyright for entry in entries),
        without_text=tuple(key for key in keys if key and key not in with_text and not texts.get(key)),
    )


def _url(component: Component) -> str:
    for kind in _SOURCE_KINDS:
        for reference in component.external_references:
            if reference.kind == kind:
                return reference.url
    return ""
