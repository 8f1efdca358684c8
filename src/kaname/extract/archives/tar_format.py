"""The tar format: members in the order of the archive, without unpacking anything.

Reads ustar, pax (POSIX.1-2001) and GNU headers: long names and links, sizes of any length. Source: POSIX.1-2017 ``pax``;
GNU tar manual, "Basic Tar Format". Refuses what it cannot be sure of: a header with a wrong check sum ends the archive,
sparse files are named and not read. Nothing is believed about sizes that the file does not back.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from kaname.errors import InputError
from kaname.extract.archives.window import RandomFile
from kaname.extract.limits import MAX_ARCHIVE_MEMBERS, MAX_TAR_HEADER_BYTES

_BLOCK = 512
_ZEROS = bytes(_BLOCK)

Kind = Literal["file", "folder", "link", "hardlink", "sparse", "other"]
_KINDS: dict[bytes, Kind] = {
    b"0": "file",
    b"\0": "file",
    b"7": "file",
    b"1": "hardlink",
    b"2": "link",
    b"5": "folder",
    b"S": "sparse",
}


class TarMember(Struct, frozen=True):
    """One member.

    Attributes:
        name: as written. kind: what it is; ``other`` for devices, pipes and labels.
        offset, size: of the content in the file that was given.
        mode: permission bits. target: of a link, as written.
    """

    name: bytes
    kind: Kind
    offset: int
    size: int
    mode: int
    target: bytes = b""


def is_tar(head: bytes) -> bool:
    """Say whether the first 512 bytes are a tar header; the empty archive (zeros) is none."""
    return len(head) >= _BLOCK and head[:_BLOCK] != _ZEROS and _checksum_fits(head[:_BLOCK])


def iter_tar(file: RandomFile, size: int) -> Iterator[TarMember]:
    """Yield the members of an archive that begins at the start of a file.

    Args:
        file: seekable; it may be read elsewhere between two members.
        size: of the file in bytes.

    Raises:
        InputError: ``extract.archive_damaged`` at the place where the archive stops making sense; members before it have
            been yielded. ``extract.too_many_members``.
    """
    at = count = 0
    shared: dict[str, bytes] = {}
    own: dict[str, bytes] = {}
    while True:
        block = _read(file, at, _BLOCK)
        if at == size and count:
            return  # some writers leave out the two empty blocks
        if len(block) < _BLOCK:
            raise _damaged("the archive ends inside a header", at)
        if block == _ZEROS:
            return
        if not _checksum_fits(block):
            raise _damaged("a header has a wrong check sum", at)
        kind = block[156:157]
        length = _number(block[124:136], at)
        content = at + _BLOCK
        if kind in b"xgLK":
            text = _header_text(file, content, length)
            if kind == b"x":
                own.update(_pax(text, at))
            elif kind == b"g":
                shared.update(_pax(text, at))
            else:
                own["path" if kind == b"L" else "linkpath"] = text.partition(b"\0")[0]
            at = content + _padded(length)
            continue
        fields = {**shared, **own}
        own = {}
        count += 1
        if count > MAX_ARCHIVE_MEMBERS:
            raise InputError("extract.too_many_members", limit=MAX_ARCHIVE_MEMBERS)
        member = _member(block, kind, fields, content, length, at)
        if member.offset + member.size > size:
            raise _damaged("the archive ends inside a member", at)
        yield member
        at = content + _padded(member.size)


def _member(block: bytes, kind: bytes, fields: dict[str, bytes], content: int, length: int, at: int) -> TarMember:
    name = block[:100].partition(b"\0")[0]
    prefix = block[345:500].partition(b"\0")[0]
    if prefix and block[257:263] == b"ustar\0":
        name = prefix + b"/" + name
    name = fields.get("path", name)
    size = length
    if "size" in fields:
        if not fields["size"].isdigit() or len(fields["size"]) > 20:
            raise _damaged("a size is no number", at)
        size = int(fields["size"])
    what = _KINDS.get(kind, "other")
    if what == "file" and name.endswith(b"/"):
        what = "folder"  # archives older than the type field say it so
    if what == "file" and any(key.startswith("GNU.sparse.") for key in fields):
        what = "sparse"
    if what in ("link", "hardlink", "folder"):
        # The size of a link is that of the file it leads to in some writers; no content follows.
        size = 0
    target = fields.get("linkpath", block[157:257].partition(b"\0")[0])
    return TarMember(name, what, content, size, _number(block[100:108], at) & 0o7777, target)


def _header_text(file: RandomFile, offset: int, length: int) -> bytes:
    if length > MAX_TAR_HEADER_BYTES:
        raise _damaged("an extended header is too large", offset)
    text = _read(file, offset, length)
    if len(text) < length:
        raise _damaged("the archive ends inside a header", offset)
    return text


def _pax(text: bytes, at: int) -> dict[str, bytes]:
    """Return the records ``length key=value\\n`` of an extended header."""
    fields: dict[str, bytes] = {}
    start = 0
    while start < len(text) and text[start] != 0:
        space = text.find(b" ", start, start + 12)
        digits = text[start:space] if space > 0 else b""
        if not digits.isdigit():
            raise _damaged("an extended header is malformed", at)
        end = start + int(digits)
        key, equals, value = text[space + 1 : end - 1].partition(b"=")
        if end > len(text) or end <= space + 1 or not equals or text[end - 1 : end] != b"\n":
            raise _damaged("an extended header is malformed", at)
        fields[key.decode("utf-8", "replace")] = value
        start = end
    return fields


def _number(field: bytes, at: int) -> int:
    if field[0] & 0x80:  # base 256, for what octal digits cannot hold
        value = int.from_bytes(field, "big") & ((1 << (8 * len(field) - 1)) - 1)
        if field[0] & 0x40 or value > 1 << 62:
            raise _damaged("a number is negative or too large", at)
        return value
    text = field.partition(b"\0")[0].strip() or b"0"
    if text.strip(b"01234567"):
        raise _damaged("a number is malformed", at)
    return int(text, 8)


def _checksum_fits(block: bytes) -> bool:
    text = block[148:156].partition(b"\0")[0].strip()
    try:
        stated = int(text, 8)
    except ValueError:
        return False
    plain = sum(block[:148]) + 8 * 0x20 + sum(block[156:])
    if stated == plain:
        return True
    # Historic writers added signed bytes.
    return stated == plain - 256 * sum(byte > 127 for byte in block[:148] + block[156:])


def _padded(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK


def _read(file: RandomFile, offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)


def _damaged(reason: str, at: int) -> InputError:
    return InputError("extract.archive_damaged", form="tar", reason=f"{reason} (byte {at})")
