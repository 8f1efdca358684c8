"""The header of an rpm package, as the rpm database stores it: a list of tags with typed values.

Source: rpm documentation, "RPM Package File Format", header structure; tag numbers of ``rpmtag.h``. A stored header has no
magic: two counts (entries, bytes of data), the entries (tag, type, offset, count; big endian), the data. Refuses counts and
offsets that the bytes do not back.
"""

import struct
from collections.abc import Mapping

from kaname.errors import InputError

NAME, VERSION, RELEASE, EPOCH, SUMMARY = 1000, 1001, 1002, 1003, 1004
VENDOR, LICENSE, PACKAGER, URL, ARCH = 1011, 1014, 1015, 1020, 1022
FILE_MODES, FILE_DIGESTS, FILE_FLAGS, SOURCE_RPM = 1030, 1035, 1037, 1044
PROVIDE_NAMES, REQUIRE_FLAGS, REQUIRE_NAMES = 1047, 1048, 1049
FOLDER_INDEXES, BASE_NAMES, FOLDER_NAMES = 1116, 1117, 1118
FILE_DIGEST_ALGORITHM, MODULARITY_LABEL = 5011, 5096

_TAGS = frozenset(
    {
        NAME, VERSION, RELEASE, EPOCH, SUMMARY, VENDOR, LICENSE, PACKAGER, URL, ARCH, FILE_MODES, FILE_DIGESTS, FILE_FLAGS,
        SOURCE_RPM, PROVIDE_NAMES, REQUIRE_FLAGS, REQUIRE_NAMES, FOLDER_INDEXES, BASE_NAMES, FOLDER_NAMES,
        FILE_DIGEST_ALGORITHM, MODULARITY_LABEL,
    }
)  # fmt: skip
_ENTRY = struct.Struct(">IIiI")
# rpm itself refuses headers with more (HEADER_TAGS_MAX).
_MAX_ENTRIES = 0xFFFF
_NUMBERS = {2: "B", 3: "H", 4: "I", 5: "Q"}
_TEXT, _TEXTS, _TRANSLATED = 6, 8, 9

Value = str | tuple[str, ...] | tuple[int, ...]


class RpmHeader:
    """The tags of one header that describe a package.

    Args:
        values: tag → text, texts or numbers.
    """

    def __init__(self, values: Mapping[int, Value]) -> None:
        self._values = values

    def text(self, tag: int) -> str:
        """Return a text, the first of several; ``""`` where the tag is absent."""
        value = self._values.get(tag, "")
        if isinstance(value, str):
            return value
        first = value[0] if value else ""
        return first if isinstance(first, str) else str(first)

    def texts(self, tag: int) -> tuple[str, ...]:
        """Return a list of texts, empty where the tag is absent or holds none."""
        value = self._values.get(tag, ())
        if isinstance(value, str):
            return (value,)
        return tuple([each for each in value if isinstance(each, str)])

    def numbers(self, tag: int) -> tuple[int, ...]:
        """Return a list of numbers, empty where the tag is absent or holds none."""
        value = self._values.get(tag, ())
        return () if isinstance(value, str) else tuple([each for each in value if isinstance(each, int)])


def parse_header(blob: bytes) -> RpmHeader:
    """Return the tags of a stored header.

    Raises:
        InputError: ``extract_os.rpm_header`` with what is wrong.
    """
    if len(blob) < 8:
        raise InputError("extract_os.rpm_header", reason="too short")
    entries, length = struct.unpack_from(">II", blob)
    start = 8 + entries * _ENTRY.size
    if entries > _MAX_ENTRIES or start + length > len(blob):
        raise InputError("extract_os.rpm_header", reason="shorter than it says")
    data = blob[start : start + length]
    values: dict[int, Value] = {}
    for tag, kind, offset, count in _ENTRY.iter_unpack(blob[8:start]):
        if tag in _TAGS and tag not in values:
            values[tag] = _value(data, kind, offset, count, tag)
    return RpmHeader(values)


def _value(data: bytes, kind: int, offset: int, count: int, tag: int) -> Value:
    if not 0 <= offset <= len(data) or count > len(data):
        raise InputError("extract_os.rpm_header", reason=f"tag {tag} points outside")
    if kind in _NUMBERS:
        form = f">{count}{_NUMBERS[kind]}"
        if offset + struct.calcsize(form) > len(data):
            raise InputError("extract_os.rpm_header", reason=f"tag {tag} points outside")
        return struct.unpack_from(form, data, offset)
    if kind == _TEXT:
        end = data.find(b"\0", offset)
        if end < 0:
            raise InputError("extract_os.rpm_header", reason=f"tag {tag} has no end")
        return data[offset:end].decode("utf-8", "replace")
    if kind in (_TEXTS, _TRANSLATED):
        pieces = data[offset:].split(b"\0", count)
        if len(pieces) <= count:
            raise InputError("extract_os.rpm_header", reason=f"tag {tag} has no end")
        return tuple([piece.decode("utf-8", "replace") for piece in pieces[:count]])
    return ()  # a tag of another type than rpm writes: nothing to take from it
