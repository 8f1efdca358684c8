"""Words that SPDX 2 and SPDX 3 share with the model: hash names, licence values, parties.

Holds pure text functions over untrusted values. Refuses nothing: what is not known comes back as written.
"""

import re
from functools import lru_cache
from urllib.parse import unquote

from kaname.model.sbom import Component, Hash, LicenseClaim, Party, Sbom

SOURCE_INFO = "spdx:sourceInfo"
"""Name of the property that carries the sourceInfo of a package as written."""

SPDX_ABSENT = frozenset({"NOASSERTION", "NONE", ""})
"""Values by which SPDX 2 says that there is nothing to say (SPDX 2.3 clause 4.2)."""

_HASH_NAMES = {
    "SHA1": "SHA-1",
    "SHA224": "SHA-224",
    "SHA256": "SHA-256",
    "SHA384": "SHA-384",
    "SHA512": "SHA-512",
    "SHA3224": "SHA3-224",
    "SHA3256": "SHA3-256",
    "SHA3384": "SHA3-384",
    "SHA3512": "SHA3-512",
    "BLAKE2B256": "BLAKE2b-256",
    "BLAKE2B384": "BLAKE2b-384",
    "BLAKE2B512": "BLAKE2b-512",
    "BLAKE3": "BLAKE3",
    "MD5": "MD5",
}

_OPERATOR = re.compile(r"\s(?:AND|OR|WITH)\s|[()]", re.IGNORECASE)
_LICENSE_ID = re.compile(r"[A-Za-z0-9.+:-]+")
_PARTY = re.compile(r"\s*(?:(Organization|Person|Tool)\s*:)?\s*(.*?)\s*(?:[(<]\s*([^()<>]*?)\s*[)>])?\s*", re.I | re.S)


# Suppliers, licences and algorithms recur throughout a document and a portfolio; this many of each are made once.
_REMEMBERED = 4096


def parse_hash(algorithm: str, value: str) -> Hash:
    """Turn an SPDX checksum into a hash with the algorithm in CycloneDX spelling and the value in lower case.

    An algorithm that CycloneDX does not name is kept as written.
    """
    return Hash(_hash_name(algorithm), value.strip().lower())


@lru_cache(maxsize=_REMEMBERED)
def _hash_name(algorithm: str) -> str:
    key = algorithm.upper().replace("-", "").replace("_", "").removeprefix("CHECKSUMALGORITHM")
    return _HASH_NAMES.get(key, algorithm)


def license_kind(value: str) -> str:
    """Say whether a licence value is an ``id``, an ``expression`` or a ``name`` (free text, NOASSERTION, NONE)."""
    if value in SPDX_ABSENT:
        return "name"
    if _OPERATOR.search(value):
        return "expression"
    return "id" if _LICENSE_ID.fullmatch(value) else "name"


def make_license(
    value: str, acknowledgement: str | None = None, text: str | None = None, url: str | None = None
) -> LicenseClaim:
    """Make a licence claim from a licence field.

    Args:
        value: field value as written.
        acknowledgement: ``declared``, ``concluded`` or None.
        text: licence text carried by the document.
        url: place of the text.
    """
    kind = license_kind(value)
    return LicenseClaim(
        value=value,
        kind="expression" if kind == "expression" else "id" if kind == "id" else "name",
        acknowledgement="declared"
        if acknowledgement == "declared"
        else "concluded"
        if acknowledgement == "concluded"
        else None,
        text=text,
        url=url,
    )


@lru_cache(maxsize=_REMEMBERED)
def parse_party(value: str) -> Party | None:
    """Parse an SPDX actor such as ``Organization: Example (psirt@example.org)`` (SPDX 2.3 clause 7.5).

    Returns None for NOASSERTION, NONE and empty text. Angle brackets around the address, as some producers write them, are
    accepted; a bracketed part that is no e-mail address stays in the name.
    """
    if value.strip() in SPDX_ABSENT:
        return None
    found = _PARTY.fullmatch(value)
    if found is None:  # the pattern matches every text; this line is for the type checker
        return Party(name=value.strip())
    kind, name, mail = found[1], found[2], found[3]
    if mail and "@" not in mail:
        name, mail = value.partition(":")[2].strip() if kind else value.strip(), None
    if not name and mail:
        name = mail
    if not name or name in SPDX_ABSENT:
        return None
    emails = (mail,) if mail else ()
    match (kind or "").lower():
        case "organization":
            return Party(name=name, kind="organization", emails=emails)
        case "person":
            return Party(name=name, kind="person", emails=emails)
        case "tool":
            return Party(name=name, kind="tool", emails=emails)
        case _:
            return Party(name=name, emails=emails)


_TOOL_VERSION = re.compile(r"(.+?)[-@ ]v?(\d[\w.+-]*|[0-9a-f]{40})")


def parse_tool(name: str) -> tuple[str, str]:
    """Split ``syft-1.39.0`` into name and version; the version is ``""`` where none is written."""
    found = _TOOL_VERSION.fullmatch(name.strip())
    return (found[1], found[2]) if found else (name.strip(), "")


_BUILT_FROM = "built package from: "
_ACQUIRED = re.compile(r"acquired package info from [^:]+: (.+)", re.S)


def parse_source_info(text: str | None) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Read what scanners write into ``sourceInfo``.

    Trivy writes ``built package from: NAME VERSION`` for the source package, or (older) the path of a file alone; syft writes
    ``acquired package info from …: PATH, PATH``.

    Returns:
        Source packages as (name, version), and paths where the package was found; both empty for free text.
    """
    if not text:
        return (), ()
    if text.startswith(_BUILT_FROM):
        name, _, version = text[len(_BUILT_FROM) :].strip().partition(" ")
        return (((name, version.strip()),) if name else ()), ()
    acquired = _ACQUIRED.fullmatch(text)
    if acquired:
        return (), tuple(part for part in acquired[1].split(", ") if part)
    if "/" in text and not any(letter.isspace() for letter in text):  # older trivy: the path alone
        return (), (text,)
    return (), ()


def is_vcs_location(location: str) -> bool:
    """Say whether a download location names a version control system (SPDX 2.3 clause 7.7: ``git+https://…``)."""
    return location.startswith(("git+", "git:", "hg+", "svn+", "bzr+"))


def parse_swid(locator: str) -> str:
    """Return the tag id of a SWID reference: ``swid:`` taken off, percent encoding undone; as written otherwise."""
    return unquote(locator.removeprefix("swid:")) if locator.startswith("swid:") else locator


def generated_from(sbom: Sbom) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return name and version of what each component was generated from, by ref, as relationships say it."""
    by_ref = {component.ref: component for component in sbom.components}
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for edge in sbom.relationships:
        if edge.kind == "generated_from" and edge.target in by_ref:
            target = by_ref[edge.target]
            found[edge.source] = (*found.get(edge.source, ()), (target.name, target.version))
    return found


def source_info_of(component: Component, generated_from: tuple[tuple[str, str], ...]) -> tuple[str | None, list[str]]:
    """Return the sourceInfo to write for a component, None where there is nothing to say.

    Args:
        generated_from: source packages that a relationship names already.

    Returns:
        The text, and the fields of the component that it does not say.
    """
    text = next((value for name, value in component.properties if name == SOURCE_INFO), None)
    said, found_at = parse_source_info(text)
    left = [pair for pair in component.source_packages if pair not in said and pair not in generated_from]
    if left and text is None:
        text = f"built package from: {' '.join(left.pop(0))}".strip()
    lost = ["source_packages"] if left else []
    if any(place not in found_at for place in component.evidence_paths):
        lost.append("evidence_paths")
    return text, lost
