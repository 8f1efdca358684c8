"""Where packs stand: the bundled ones, and folders that the caller names. Finds by framework, version or both."""

import functools
from collections.abc import Iterable
from pathlib import Path

from kaname.catalogs.loader import load_header, load_pack, natural_key
from kaname.catalogs.pack import Base, Item, Pack
from kaname.errors import InputError

BUNDLED = Path(__file__).resolve().parent.parent / "packs"


class Shelf:
    """The packs that can be used in a run.

    Args:
        folders: folders of packs beside the bundled ones; a pack there goes before a bundled one with the same key.
    """

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self._places: dict[str, Path] = {}
        for folder in (BUNDLED, *folders):
            for path in sorted(folder.glob("*/pack.yaml")):
                self._places[path.parent.name] = path.parent
        self._loaded: dict[str, Pack] = {}

    def headers(self) -> tuple[Pack, ...]:
        """Return every pack without its items, by key."""
        return tuple(load_header(self._places[key]) for key in sorted(self._places, key=natural_key))

    def names(self) -> tuple[str, ...]:
        """Return ``framework-version`` of every pack."""
        return tuple(sorted(self._places, key=natural_key))

    def folder(self, key: str) -> Path:
        """Return the folder of a pack by ``framework-version``."""
        return self._places[key]

    def load(self, name: str) -> Pack:
        """Return a pack by ``framework-version``, or by framework alone: then its newest final version.

        Raises:
            InputError: there is no such pack, or it cannot be used.
        """
        key = self._key_of(name)
        if key not in self._loaded:
            folder = self._places[key]
            self._loaded[key] = (
                _bundled(folder) if folder.parent == BUNDLED else load_pack(folder, base=self._load_base)
            )
        return self._loaded[key]

    def _load_base(self, base: Base) -> Pack:
        return self.load(f"{base.framework}-{base.version}")

    def _key_of(self, name: str) -> str:
        if name in self._places:
            return name
        headers = [load_header(self._places[key]) for key in self._places if key.startswith(f"{name}-")]
        of_framework = [header for header in headers if header.framework == name]
        if not of_framework:
            raise InputError("catalogs.no_such_pack", name=name, known=", ".join(self.names()))
        finals = [header for header in of_framework if header.state == "final"]
        return max(finals or of_framework, key=lambda header: natural_key(header.version)).key


@functools.cache
def _bundled(folder: Path) -> Pack:
    """Bundled packs do not change while a program runs."""
    return load_pack(folder, base=lambda base: _bundled(BUNDLED / f"{base.framework}-{base.version}"))


def find_item(pack: Pack, item_id: str) -> Item:
    """Return the item with an id.

    Raises:
        InputError: no such item; a retired id is refused with what took its place.
    """
    item = pack.item(item_id)
    if item is not None:
        return item
    for retired in pack.retired:
        if retired.id == item_id:
            raise InputError(
                "catalogs.retired_id", id=item_id, framework=pack.key, replaced_by=", ".join(retired.replaced_by)
            )
    raise InputError("catalogs.no_such_item", id=item_id, framework=pack.key)
