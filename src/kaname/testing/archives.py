"""Archives and executables for tests: ZIP bytes, wheels, jars, and files with Go build information."""

import base64
import hashlib
import io
import struct
import zipfile
from collections.abc import Mapping


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive; the same members give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return target.getvalue()


def make_distribution(name: str, version: str, files: Mapping[str, bytes], *, headers: str = "") -> dict[str, bytes]:
    """Return the files of an installed Python distribution, with METADATA and RECORD.

    Args:
        name, version: of the distribution. files: path below site-packages → content.
        headers: further lines of METADATA, each with its line break.
    """
    folder = f"{name.replace('-', '_')}-{version}.dist-info"
    members = dict(files)
    members[f"{folder}/METADATA"] = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{headers}".encode()
    rows = [f"{path},sha256={_urlsafe(data)},{len(data)}" for path, data in members.items()]
    members[f"{folder}/RECORD"] = "\n".join([*rows, f"{folder}/RECORD,,", ""]).encode()
    return members


def _urlsafe(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def make_jar(
    group: str, artifact: str, version: str, *, inside: Mapping[str, bytes] | None = None, pom: str = ""
) -> bytes:
    """Return a jar that names itself by pom.properties.

    Args:
        group, artifact, version: Maven coordinates. inside: further members. pom: its pom.xml, if it has one.
    """
    base = f"META-INF/maven/{group}/{artifact}"
    properties = f"artifactId={artifact}\ngroupId={group}\nversion={version}\n"
    members = {"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\r\n\r\n", f"{base}/pom.properties": properties.encode()}
    if pom:
        members[f"{base}/pom.xml"] = pom.encode()
    return make_zip({**members, **(inside or {})})


def make_go_build_info(version: str, modules: str) -> bytes:
    """Return an ELF-like file with inline Go build information (Go 1.18 and later)."""
    framed = b"<" * 16 + modules.encode() + b">" * 16
    info = b"\xff Go buildinf:" + bytes([8, 2]) + b"\0" * 16 + _counted(version.encode()) + _counted(framed)
    return b"\x7fELF\x02\x01\x01".ljust(1024, b"\0") + info


def make_old_go_build_info(version: str, modules: str) -> bytes:
    """Return a little-endian ELF-64 file whose Go build information points to strings (before Go 1.18)."""
    base, header = 0x400000, 0x400
    framed = b"<" * 16 + modules.encode() + b">" * 16
    strings = header + 0x80
    data = bytearray(strings + len(version) + len(framed))
    data[:16] = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
    struct.pack_into("<Q", data, 32, 64)  # where the program headers begin
    struct.pack_into("<HH", data, 54, 56, 1)  # their size and number
    struct.pack_into("<IIQQQQ", data, 64, 1, 6, 0, base, base, len(data))
    data[header : header + 16] = b"\xff Go buildinf:" + bytes([8, 0])
    struct.pack_into("<QQ", data, header + 16, base + header + 0x40, base + header + 0x50)
    struct.pack_into("<QQ", data, header + 0x40, base + strings, len(version))
    struct.pack_into("<QQ", data, header + 0x50, base + strings + len(version), len(framed))
    data[strings:] = version.encode() + framed
    return bytes(data)


def _counted(data: bytes) -> bytes:
    size, prefix = len(data), bytearray()
    while size >= 0x80:
        prefix.append(size & 0x7F | 0x80)
        size >>= 7
    return bytes([*prefix, size]) + data
