"""RPM versions: ``[epoch:]version[-release]`` in the order of rpm's ``rpmvercmp``, with ``~`` and ``^``.

Source: rpm manual, "Versioning" (segments of digits or letters; everything else only separates). Where one side has no
release it sorts before any release: a range bound without one means "every build of that version and later".
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER
from kaname.versions.order import Undetermined

_EPOCH: Final = re.compile(r"([0-9]*):(.*)", re.ASCII | re.DOTALL).fullmatch
# rpm's comparison skips what it does not know; paths, addresses and macros are no versions all the same.
_FOREIGN: Final = re.compile(r"[\s/\\${}%]").search
_SEGMENTS: Final = re.compile(r"[0-9]+|[A-Za-z]+|[~^]", re.ASCII).findall
_TILDE, _END, _CARET, _WORD = b"\x01", b"\x02", b"\x03", b"\x04"
_NO_RELEASE, _RELEASE = b"\x01", b"\x02"


def encode_segments(text: str) -> bytes:
    """Return the key of a version or release part, as ``rpmvercmp`` compares it."""
    parts: list[bytes] = []
    for segment in _SEGMENTS(text):
        if segment.isdecimal():
            parts.append(NUMBER[segment])
        elif segment == "~":
            parts.append(_TILDE)
        elif segment == "^":
            parts.append(_CARET)
        else:
            parts.append(_WORD + segment.encode("ascii") + b"\x00")
    parts.append(_END)
    return b"".join(parts)


def rpm_key(text: str) -> bytes | Undetermined:
    """Return the key of an RPM version; no epoch is epoch 0; what stands before ``:`` is an epoch only if it is a number."""
    if _FOREIGN(text):
        return Undetermined("versions.not_rpm", text)
    match = _EPOCH(text)
    epoch = ""
    if match is not None:
        epoch, text = match.groups()
    version, dash, release = text.rpartition("-") if "-" in text else (text, "", "")
    return NUMBER[epoch] + encode_segments(version) + (_RELEASE + encode_segments(release) if dash else _NO_RELEASE)
