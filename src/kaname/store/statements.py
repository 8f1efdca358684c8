"""Statements in a workspace: our own in ``vex/*.yaml``, documents of others beside a note in ``vex/imported/``.

Our own are written to be reviewed in git, one file per vulnerability. A document of others is kept byte for byte; the note
says when it came, from whom, and whose signature was verified. Refuses an imported document that is not the one imported.
"""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError, IntegrityError
from kaname.model.statement import Statement
from kaname.store.files import read_bytes
from kaname.store.workspace import write_below
from kaname.triage.statements import parse_time

SCHEMA = "kaname.vex/1"
IMPORT_SCHEMA = "kaname.vex-import/1"
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


class _StatementFile(Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal["kaname.vex/1"]
    statements: tuple[Statement, ...]


class ImportNote(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is known about an imported document.

    Attributes:
        file: of the document, beside the note. sha256: of it. imported: ISO 8601 time.
        format, document, issuer, statements: as read at that time, for people. origin: name of the file that was given.
        signed_by: ids of keys whose signature over it was verified.
    """

    schema: Literal["kaname.vex-import/1"]
    file: str
    sha256: str
    imported: str
    format: str
    document: str = ""
    issuer: str = ""
    statements: int = 0
    origin: str = ""
    signed_by: tuple[str, ...] = ()


def read_own_statements(workspace: Path) -> tuple[Statement, ...]:
    """Return the statements written here, by file name.

    Raises:
        InputError: a file that cannot be used (with its path), or an id given twice.
    """
    found: dict[str, Statement] = {}
    for path in sorted((workspace / "vex").glob("*.yaml")):
        for index, statement in enumerate(_read_file(path)):
            if statement.id in found:
                label = f"{path.parent.name}/{path.name}: statements[{index}].id"
                raise InputError("vex.id_twice", path=label, id=statement.id)
            found[statement.id] = statement
    return tuple(found.values())


def add_own_statement(workspace: Path, statement: Statement) -> Path:
    """Add a statement to the file of its vulnerability and return that file. Comments at the end of the file stay.

    Raises:
        InputError: the file cannot be used or written.
    """
    path = workspace / "vex" / f"{_file_name(statement.vulnerability)}.yaml"
    plain = msgspec.to_builtins(statement)
    if not path.exists():
        write_below(path, write_yaml({"schema": SCHEMA, "statements": [plain]}))
        return path
    earlier = _read_file(path)
    data = read_bytes(path, limit=MAX_BYTES)
    # Appended as text, so that what a person wrote in the file stays as it is.
    written = data.rstrip(b"\n") + b"\n" + write_yaml({"statements": [plain]}).partition(b"\n")[2]
    expected = (*earlier, statement)
    try:
        kept = _parse(written, path) == expected
    except InputError:
        kept = False
    if not kept:
        written = write_yaml({"schema": SCHEMA, "statements": [msgspec.to_builtins(one) for one in expected]})
    write_below(path, written)
    return path


def write_import(workspace: Path, name: str, data: bytes, note: ImportNote, *, suffix: str = ".json") -> Path:
    """Keep a document of others and return its note's path; the same document again replaces the note only.

    Args:
        name: of the file as it was given. suffix: of the file that is written.
    """
    stem = f"{_file_name(Path(name).name.partition('.')[0]) or 'document'}-{note.sha256[:12]}"
    folder = workspace / "vex" / "imported"
    write_below(folder / f"{stem}{suffix}", data)
    write_below(
        folder / f"{stem}.yaml", write_yaml(msgspec.to_builtins(msgspec.structs.replace(note, file=f"{stem}{suffix}")))
    )
    return folder / f"{stem}.yaml"


def read_imports(workspace: Path) -> tuple[tuple[ImportNote, bytes], ...]:
    """Return the imported documents with their notes, by file name.

    Raises:
        InputError: a note or document that cannot be read.
        IntegrityError: ``vex.import_altered``: a document is not the one that was imported.
    """
    found: list[tuple[ImportNote, bytes]] = []
    for path in sorted((workspace / "vex" / "imported").glob("*.yaml")):
        label = f"vex/imported/{path.name}"
        note = convert_plain(parse_yaml(read_bytes(path, limit=MAX_BYTES), label), ImportNote, label)
        if Path(note.file).name != note.file:
            raise InputError("workspace.path_outside", path=f"{label}: file", file=note.file)
        data = read_bytes(path.with_name(note.file))
        if hashlib.sha256(data).hexdigest() != note.sha256:
            raise IntegrityError("vex.import_altered", path=f"vex/imported/{note.file}")
        found.append((note, data))
    return tuple(found)


def _read_file(path: Path) -> Sequence[Statement]:
    return _parse(read_bytes(path, limit=MAX_BYTES), path)


def _parse(data: bytes, path: Path) -> tuple[Statement, ...]:
    label = f"{path.parent.name}/{path.name}"
    statements = convert_plain(parse_yaml(data, label), _StatementFile, label).statements
    for index, statement in enumerate(statements):
        if not statement.products:
            raise InputError("vex.no_product", path=f"{label}: statements[{index}].products")
        if statement.valid_until and parse_time(statement.valid_until) is None:
            # Read as *no end* it would hold for ever.
            raise InputError(
                "vex.bad_time", path=f"{label}: statements[{index}].valid_until", given=statement.valid_until
            )
    return statements


def _file_name(text: str) -> str:
    return _UNFIT.sub("-", text).strip("-.")[:80]
