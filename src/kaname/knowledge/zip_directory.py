"""The directory of a zip, read in one go: names and CRC-32 of a hundred thousand entries in a tenth of a second.

For updates, which look at every entry and read a few. Refuses (returns None for) whatever is out of the ordinary: ZIP64,
encryption, other compression than deflate, names that are no plain ``*.json`` or occur twice, entries over a limit of
``archives``. Zips that hold such entries are read the careful way.
Source: APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16.
"""

import re
import struct
import zlib
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kaname.knowledge.archives import MEMBERS_MAX, RATIO_CHECKED_FROM_BYTES, RATIO_MAX, RECORD_BYTES_MAX

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_HEAD = struct.Struct("<4s12xL8x3H")
_LOCAL = struct.Struct("<4s5H3L2H")
_COMMENT_BYTES_MAX = 65_535
_ZIP64_MARK = 0xFFFFFFFF
# No part begins with a dot, and none is a drive: the second letter is no colon.
_PART = "[A-Za-z0-9_](?:[A-Za-z0-9_-][A-Za-z0-9._:+-]*)?"
_PLAIN_NAME = re.compile(rf"(?:{_PART}/)*{_PART}\.json")


class Entry(NamedTuple):
    """One entry: CRC-32 of its content, where its local header lies, how it is packed and how large it is."""

    crc: int
    offset: int
    method: int
    packed_bytes: int
    size_bytes: int


class Directory:
    """The entries of a zip. ``crcs``: name → CRC-32 of the entries ``*.json``, in the order of the zip; names are
    not checked until asked for."""

    def __init__(self, content: bytes, crcs: dict[str, int], places: dict[str, int]) -> None:
        self._content = content
        self._places = places
        self.crcs = crcs

    def entry(self, name: str) -> Entry | None:
        """Return an entry, or None where it is out of the ordinary."""
        fields = _ENTRY.unpack_from(self._content, self._places[name])
        flags, method, crc, packed, size, offset = fields[3], fields[4], fields[7], fields[8], fields[9], fields[16]
        if (
            flags & 0x41
            or method not in (0, 8)
            or _ZIP64_MARK in (packed, size, offset)
            or size > RECORD_BYTES_MAX
            or (size > RATIO_CHECKED_FROM_BYTES and size > RATIO_MAX * max(1, packed))
            or (fields[15] >> 16) & 0o170000 not in (0, 0o100000)
            or not _PLAIN_NAME.fullmatch(name)
        ):
            return None
        return Entry(crc, offset, method, packed, size)


def read_directory(path: str) -> Directory | None:
    """Return the directory of a zip, or None where the zip is out of the ordinary as a whole, or not whole.

    Raises:
        OSError: the file cannot be read.
    """
    with Path(path).open("rb") as stream:
        size = stream.seek(0, 2)
        tail_start = max(0, size - _END.size - _COMMENT_BYTES_MAX)
        stream.seek(tail_start)
        tail = stream.read()
        found = tail.rfind(b"PK\x05\x06")
        if found < 0 or found + _END.size > len(tail):
            return None
        _, disk, start_disk, here, count, length, start, _ = _END.unpack_from(tail, found)
        if disk or start_disk or here != count or start + length != tail_start + found:
            return None
        stream.seek(start)
        return _directory(stream.read(length), count)


def _directory(content: bytes, count: int) -> Directory | None:
    crcs: dict[str, int] = {}
    places: dict[str, int] = {}
    place, read, others, end, header_size = 0, 0, 0, len(content), _ENTRY.size
    unpack = _HEAD.unpack_from
    try:
        while place + header_size <= end:
            signature, crc, name_length, extra_length, comment_length = unpack(content, place)
            if signature != b"PK\x01\x02":
                return None
            name_start = place + header_size
            name = content[name_start : name_start + name_length].decode("ascii")
            if name.endswith(".json") or name[-5:].lower() == ".json":
                crcs[name] = crc
                places[name] = place
            else:
                others += 1  # folders, and files that are no records
            place = name_start + name_length + extra_length + comment_length
            read += 1
    except UnicodeDecodeError:
        return None
    # A directory of more than 65,535 entries without ZIP64 states its count modulo 65,536.
    if place != end or len(crcs) + others != read or read & 0xFFFF != count or read > MEMBERS_MAX:
        return None
    return Directory(content, crcs, places)


def read_entry(stream: BinaryIO, entry: Entry) -> bytes | None:
    """Return the content of an entry; None where it is damaged.

    Raises:
        OSError: the file cannot be read.
    """
    stream.seek(entry.offset)
    header = stream.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        return None
    name_length, extra_length = _LOCAL.unpack(header)[9:11]
    stream.seek(name_length + extra_length, 1)
    packed = stream.read(entry.packed_bytes)
    if entry.method == 0:
        content = packed
    else:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = unpacker.decompress(packed, RECORD_BYTES_MAX + 1)
        except zlib.error:
            return None
        if not unpacker.eof:
            return None
    return content if len(content) == entry.size_bytes and zlib.crc32(content) == entry.crc else None
