"""What every import ends in: the parts of a pack, and a report of what was taken and what was not, and why."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from kaname.catalogs.yaml_text import write_yaml

MAX_ITEMS = 20_000  # the largest catalog known, SP 800-53 with all enhancements, has about 1,200


class NotTaken(Struct, frozen=True):
    """Something in the source that has no place in a pack, or cannot be used.

    Attributes:
        code: message code of the reason. what: name of the part. count: how often. example: the first place.
    """

    code: str
    what: str
    count: int
    example: str


class ImportedItem(Struct, frozen=True):
    """An item or group as taken. texts hold one language (key ``ja`` or ``en``) or both."""

    id: str
    title: Mapping[str, str]
    text: Mapping[str, str] = field(default_factory=dict)
    parent: str | None = None
    roles: tuple[str, ...] = ()


class ImportedPack(Struct, frozen=True):
    """A pack ready to be written, and the report."""

    framework: str
    version: str
    title: Mapping[str, str]
    publisher: Mapping[str, str]
    published: str
    source: str
    groups: tuple[ImportedItem, ...]
    items: tuple[ImportedItem, ...]
    not_taken: tuple[NotTaken, ...]
    profiles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def folder_name(self) -> str:
        """``framework-version``, safe as the name of a folder."""
        return f"{self.framework}-{self.version}"


class Omissions:
    """Collects what is not taken, one line per kind and reason."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[int, str]] = {}

    def add(self, code: str, what: str, place: str) -> None:
        """Count one more of a kind; the first place is kept as example."""
        count, example = self._found.get((code, what), (0, place))
        self._found[code, what] = (count + 1, example)

    def report(self) -> tuple[NotTaken, ...]:
        """Return the lines in the order in which kinds were first met."""
        return tuple(NotTaken(code, what, count, example) for (code, what), (count, example) in self._found.items())


def name_from(text: str, fallback: str) -> str:
    """Return a short name for a framework: lowercase letters, digits and dashes."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")
    return slug or fallback


def version_from(text: str) -> str:
    """Return a version that is safe in the name of a folder."""
    return re.sub(r"[^A-Za-z0-9.+_-]+", "-", text.strip()).strip("-.") or "0"


def day_from(text: str, otherwise: str) -> str:
    """Return the day of an ISO 8601 time, or ``otherwise`` (the day of the import): a pack must state a date."""
    match = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    return match[0] if match else otherwise


def pack_files(pack: ImportedPack) -> dict[str, bytes]:
    """Return the files of an imported pack by name. Its items are ``official`` as far as the source is."""
    provenance = {"basis": "derived", "source": pack.source, "date": pack.published}
    header: dict[str, object] = {
        "schema": "kaname.pack/1",
        "framework": pack.framework,
        "version": pack.version,
        "title": dict(pack.title),
        "publisher": dict(pack.publisher),
        "published": pack.published,
        "state": "final",
        "scoring": "status",
        "provenance": provenance,
        "groups": [_entry(group) for group in pack.groups],
    }
    roles = sorted({role for item in pack.items for role in item.roles})
    if roles:
        header["roles"] = [{"id": role, "title": {"ja": role}} for role in roles]
    if pack.profiles:
        header["profiles"] = [
            {"id": name, "title": {"en": name}, "provenance": provenance, "items": list(ids)}
            for name, ids in pack.profiles.items()
        ]
    return {
        "pack.yaml": write_yaml(header),
        "requirements.yaml": write_yaml({"requirements": [_entry(item) for item in pack.items]}),
    }


def _entry(item: ImportedItem) -> dict[str, object]:
    entry: dict[str, object] = {"id": item.id, "title": dict(item.title)}
    if item.parent:
        entry["parent"] = item.parent
    if item.text:
        entry["text"] = dict(item.text)
    if item.roles:
        entry["roles"] = list(item.roles)
    return entry


def nested_list(value: object, key: str) -> Sequence[Mapping[str, object]]:
    """Return the mappings in a list under a key; everything else is left out."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return [entry for entry in found if isinstance(entry, Mapping)] if isinstance(found, list) else []


def text_of(value: Mapping[str, object], key: str) -> str:
    """Return the text under a key, or an empty one."""
    found = value.get(key)
    return found.strip() if isinstance(found, str) else ""
