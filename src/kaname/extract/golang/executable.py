"""Where addresses of an executable lie in its file: ELF, PE and Mach-O, just enough to follow a pointer.

Source: ELF-64 and ELF-32 object file formats (program headers), PE/COFF (section table), Mach-O (segment commands). Refuses
nothing: an address that no part of the file holds is None.
"""

import struct

from msgspec import Struct


class Part(Struct, frozen=True):
    """A run of bytes that is loaded: address in memory, offset in the file, length in bytes."""

    address: int
    offset: int
    size: int


MAGICS = (
    b"\x7fELF",
    b"MZ",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
)
# Real executables have a few dozen; a header may claim 65,535.
_MAX_PARTS = 4_096


def loaded_parts(data: bytes) -> tuple[Part, ...]:
    """Return what of an executable is loaded where; empty where it is none or its headers are damaged."""
    try:
        if data.startswith(b"\x7fELF"):
            return tuple(_elf(data))
        if data.startswith(b"MZ"):
            return tuple(_pe(data))
        return tuple(_mach_o(data))
    except (struct.error, OverflowError):  # offsets beyond the file, or beyond what any file can have
        return ()


def offset_of(parts: tuple[Part, ...], address: int) -> int | None:
    """Return where an address lies in the file."""
    for part in parts:
        if part.address <= address < part.address + part.size:
            return part.offset + address - part.address
    return None


def _elf(data: bytes) -> list[Part]:
    wide, order = data[4] == 2, "<" if data[5] == 1 else ">"
    if wide:
        start, entry_size, count = (
            *struct.unpack_from(order + "Q", data, 32),
            *struct.unpack_from(order + "HH", data, 54),
        )
    else:
        start, entry_size, count = (
            *struct.unpack_from(order + "I", data, 28),
            *struct.unpack_from(order + "HH", data, 42),
        )
    parts = []
    for index in range(min(count, _MAX_PARTS)):
        at = start + index * entry_size
        if wide:
            kind, _, offset, address, _, size = struct.unpack_from(order + "IIQQQQ", data, at)
        else:
            kind, offset, address, _, size = struct.unpack_from(order + "IIIII", data, at)
        if kind == 1:  # PT_LOAD
            parts.append(Part(address, offset, size))
    return parts


def _pe(data: bytes) -> list[Part]:
    (header,) = struct.unpack_from("<I", data, 0x3C)
    if data[header : header + 4] != b"PE\0\0":
        return []
    (count,) = struct.unpack_from("<H", data, header + 6)
    (optional_size,) = struct.unpack_from("<H", data, header + 20)
    optional = header + 24
    (magic,) = struct.unpack_from("<H", data, optional)
    (base,) = (
        struct.unpack_from("<Q", data, optional + 24)
        if magic == 0x20B
        else struct.unpack_from("<I", data, optional + 28)
    )
    parts = []
    for index in range(min(count, _MAX_PARTS)):
        at = optional + optional_size + 40 * index
        _, address, size, offset = struct.unpack_from("<IIII", data, at + 8)
        parts.append(Part(base + address, offset, size))
    return parts


def _mach_o(data: bytes) -> list[Part]:
    order = "<" if data[:1] in (b"\xce", b"\xcf") else ">"
    wide = b"\xcf" in (data[:1], data[3:4])
    (count,) = struct.unpack_from(order + "I", data, 16)
    at = 32 if wide else 28
    parts = []
    for _ in range(min(count, _MAX_PARTS)):
        command, size = struct.unpack_from(order + "II", data, at)
        if command == 0x19:  # LC_SEGMENT_64
            address, _, offset, length = struct.unpack_from(order + "QQQQ", data, at + 24)
            parts.append(Part(address, offset, length))
        elif command == 0x1:  # LC_SEGMENT
            address, _, offset, length = struct.unpack_from(order + "IIII", data, at + 24)
            parts.append(Part(address, offset, length))
        if size < 8:
            break
        at += size
    return parts
