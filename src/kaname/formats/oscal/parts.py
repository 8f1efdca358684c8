"""What OSCAL documents have in common: deterministic UUIDs, tokens, metadata."""

import re
import uuid

from kaname.assurance.sheet import Sheet

OSCAL_VERSION = "1.2.0"
NAMESPACE = "urn:kaname:oscal:1"
_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 9562: the name space of URLs
_NOT_TOKEN = re.compile(r"[^A-Za-z0-9._-]")


def stable_uuid(*parts: str) -> str:
    """Return a UUID (version 5) that depends on the parts alone."""
    return str(uuid.uuid5(_SPACE, "urn:kaname:oscal:" + "\x1f".join(parts)))


def token(text: str) -> str:
    """Return an id as an OSCAL token: letters, digits, ``.``, ``-``, ``_``, not beginning with a digit or a sign.

    The id as the framework writes it goes into a ``label`` property beside it.
    """
    found = _NOT_TOKEN.sub("_", text).lower()
    return found if found[:1].isalpha() or found[:1] == "_" else f"id-{found}"


def prop(name: str, value: str, *, own: bool = True) -> dict[str, str]:
    """Return a property, in our own name space unless the name is OSCAL's."""
    return {"name": name, "ns": NAMESPACE, "value": value} if own else {"name": name, "value": value}


def metadata(sheet: Sheet, title: str) -> dict[str, object]:
    """Return the metadata of a document about a sheet, with the assessor as the responsible party."""
    party = stable_uuid(sheet.assessment, "party", sheet.assessor)
    found: dict[str, object] = {
        "title": title,
        "last-modified": sheet.generated,
        "version": sheet.date,
        "oscal-version": OSCAL_VERSION,
    }
    if sheet.assessor:
        found["roles"] = [{"id": "assessor", "title": "Assessor"}]
        found["parties"] = [{"uuid": party, "type": "organization", "name": sheet.assessor}]
        found["responsible-parties"] = [{"role-id": "assessor", "party-uuids": [party]}]
    return found
