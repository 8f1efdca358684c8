"""Use cases around framework packs: list, show, check, import, compare."""

import gzip
import io
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
import zstandard
from msgspec import Struct

from kaname.catalogs.importing.cyclonedx import import_cyclonedx_standards
from kaname.catalogs.importing.draft import ImportedPack, name_from, pack_files
from kaname.catalogs.importing.oscal import import_oscal_catalog
from kaname.catalogs.importing.table import import_csv, import_xlsx
from kaname.catalogs.loader import load_pack
from kaname.catalogs.pack import Item, Pack
from kaname.catalogs.relations import MappingFile, check_mappings, load_mappings
from kaname.catalogs.shelf import Shelf
from kaname.errors import InputError, KanameError
from kaname.store.files import file_error, read_bytes
from kaname.store.workspace import read_workspace, write_below

ImportFormat = Literal["oscal", "cyclonedx", "csv", "xlsx"]
MAX_IMPORT_BYTES = 64 * 1024 * 1024  # SP 800-53 with everything is 10 MB


class PackDifference(Struct, frozen=True):
    """What changed from one pack to another, by id."""

    before: str
    after: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[str, ...]
    same: int


class CheckedPack(Struct, frozen=True):
    """A pack that was checked: how much it holds, or what is wrong with it."""

    folder: str
    key: str | None
    items: int
    mappings: int
    error: KanameError | None = None


class WrittenImport(Struct, frozen=True):
    """An imported pack and where it was written."""

    pack: ImportedPack
    folder: str


def open_shelf(*, workspace: Path | None = None, folders: Iterable[Path] = ()) -> Shelf:
    """Return the packs that can be used: bundled ones, those that a workspace names, and folders.

    Raises:
        InputError: the workspace cannot be used.
    """
    own = []
    if workspace is not None:
        own = [workspace / name for name in read_workspace(workspace).packs] + [workspace / "packs"]
    return Shelf([folder for folder in (*own, *folders) if folder.is_dir()])


def check_packs(*, path: Path) -> tuple[CheckedPack, ...]:
    """Check the pack in a folder, or every pack in a folder of packs; the file ``pack.yaml`` may be named too.

    Raises:
        InputError: there is no pack there.
    """
    folder = path.parent if path.is_file() else path
    folders = [folder] if (folder / "pack.yaml").is_file() else sorted(one.parent for one in folder.glob("*/pack.yaml"))
    if not folders:
        raise InputError("catalogs.no_pack_here", path=str(path))
    shelf = Shelf([folder.parent, folder])
    return tuple(_check(one, shelf) for one in folders)


def _check(folder: Path, shelf: Shelf) -> CheckedPack:
    label = f"packs/{folder.name}"
    try:
        pack = load_pack(folder, base=lambda base: shelf.load(f"{base.framework}-{base.version}"))
        if folder.name != pack.key:
            raise InputError("catalogs.folder_is_not_key", path=label, key=pack.key)
        file = load_mappings(folder)
        _check_mappings(file, pack, shelf, f"{label}/mappings.yaml")
    except KanameError as error:
        return CheckedPack(str(folder), None, 0, 0, error)
    return CheckedPack(str(folder), pack.key, len(pack.items), len(file.mappings))


def _check_mappings(file: MappingFile, pack: Pack, shelf: Shelf, label: str) -> None:
    named = {f"{side.framework}-{side.version}" for one in file.mappings for side in (one.source, one.target)}
    packs = {key: shelf.load(key) for key in named & set(shelf.names())}
    check_mappings(file, packs | {pack.key: pack}, label)


def mappings_to(*, shelf: Shelf, pack: Pack) -> MappingFile:
    """Return the checked mappings of a bundled pack.

    Raises:
        InputError, ErrorGroup: the file cannot be used.
    """
    folder = shelf.folder(pack.key)
    file = load_mappings(folder)
    _check_mappings(file, pack, shelf, f"packs/{folder.name}/mappings.yaml")
    return file


def compare_packs(*, before: Pack, after: Pack) -> PackDifference:
    """Return what a move from one pack to another changes: by id, so that assessments can be carried over.

    An item counts as reworded where the later pack says so, or where its own texts differ.
    """
    old = {item.id: item for item in before.items}
    new = {item.id: item for item in after.items}
    reworded = tuple(key for key, item in new.items() if key in old and (item.changed or _differ(old[key], item)))
    kept = len(new.keys() & old.keys())
    return PackDifference(
        before=before.key,
        after=after.key,
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        reworded=reworded,
        same=kept - len(reworded),
    )


def _differ(old: Item, new: Item) -> bool:
    return (old.title, old.text, old.level_items()) != (new.title, new.text, new.level_items())


def import_packs(
    *,
    file: Path,
    source: ImportFormat,
    folder: Path,
    now: datetime,
    framework: str | None = None,
    version: str | None = None,
    title: str | None = None,
) -> tuple[WrittenImport, ...]:
    """Read a catalog in another format and write it as packs below a folder.

    Raises:
        InputError: the file cannot be used, or a pack of that name is there already (nothing is written then).
    """
    data = _unpacked(read_bytes(file, limit=MAX_IMPORT_BYTES), file.name)
    day = now.astimezone(UTC).date().isoformat()
    named = title or file.stem.split(".")[0]
    try:
        packs = _imported(data, source, file.name, day, framework, version, named)
    except InputError as error:
        place = f"{file.name}: {error.path}" if error.path and error.path != file.name else file.name
        raise InputError(error.code, path=place, **dict(error.params)) from None
    targets = [folder / pack.folder_name for pack in packs]
    for target in targets:
        if target.exists():
            raise InputError("catalogs.pack_exists", path=str(target))
    for pack, target in zip(packs, targets, strict=True):
        _write_folder(target, pack_files(pack))
    return tuple(WrittenImport(pack, str(target)) for pack, target in zip(packs, targets, strict=True))


def _imported(
    data: bytes, source: ImportFormat, name: str, day: str, framework: str | None, version: str | None, title: str
) -> tuple[ImportedPack, ...]:
    if source == "oscal":
        return (import_oscal_catalog(_json(data, name), day=day, framework=framework, version=version),)
    if source == "cyclonedx":
        return import_cyclonedx_standards(_json(data, name), day=day, framework=framework, version=version)
    reader = import_csv if source == "csv" else import_xlsx
    chosen = framework or name_from(title, "imported")
    return (reader(data, day=day, framework=chosen, version=version or "1", title=title),)


def _write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder under another name and rename it, so that half of it is never seen."""
    partial = target.with_name(f".{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        for name, content in files.items():
            write_below(partial / name, content)
        partial.rename(target)
    except OSError as error:
        raise file_error(error, target) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        if data[:2] == b"\x1f\x8b":
            data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_IMPORT_BYTES + 1)
        elif data[:4] == b"\x28\xb5\x2f\xfd":
            data = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read(MAX_IMPORT_BYTES + 1)
    except (OSError, EOFError, zstandard.ZstdError) as error:
        raise InputError("catalogs.not_unpacked", path=name, detail=type(error).__name__) from None
    if len(data) > MAX_IMPORT_BYTES:
        raise InputError("catalogs.file_too_large", path=name, limit_bytes=MAX_IMPORT_BYTES)
    return data


def _json(data: bytes, name: str) -> object:
    try:
        decoded: object = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("catalogs.not_json", path=name, detail=str(error)) from None
    return decoded
