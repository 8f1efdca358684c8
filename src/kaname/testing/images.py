"""Tar archives, container images and package databases for tests, written by the formats' own rules."""

import gzip
import hashlib
import io
import json
import sqlite3
import struct
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import zstandard
from msgspec import Struct


class LinkTo(Struct, frozen=True):
    """A link as a member of a tar archive; symbolic, or ``hard``."""

    target: str
    hard: bool = False


Members = Mapping[str, "bytes | LinkTo | None"]


def make_tar(members: Members, *, mode: int = 0o644) -> bytes:
    """Return a tar archive; None makes a folder. The same members give the same bytes."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.mode = mode
            if isinstance(content, bytes):
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
                continue
            member.type = tarfile.DIRTYPE
            if isinstance(content, LinkTo):
                member.type = tarfile.LNKTYPE if content.hard else tarfile.SYMTYPE
                member.linkname = content.target
            archive.addfile(member)
    return target.getvalue()


def digest_of(data: bytes) -> str:
    """Return ``sha256:<hex>``."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def make_config(layers: Sequence[bytes], *, platform: str = "linux/amd64") -> bytes:
    """Return the configuration of an image with these (unpacked) layers."""
    system, architecture, *variant = platform.split("/")
    value: dict[str, object] = {
        "architecture": architecture,
        "os": system,
        "config": {"Labels": {"org.opencontainers.image.title": "harbour"}},
        "rootfs": {"type": "layers", "diff_ids": [digest_of(layer) for layer in layers]},
    }
    if variant:
        value["variant"] = variant[0]
    return json.dumps(value).encode()


def make_docker_save(layers: Sequence[bytes], *, tag: str = "example.com/harbour:1.0") -> bytes:
    """Return what ``docker save`` wrote before it wrote OCI layouts, too: ``manifest.json``, layers unpacked."""
    config = make_config(layers)
    name = hashlib.sha256(config).hexdigest()
    paths = [f"{index:064x}/layer.tar" for index in range(len(layers))]
    manifest = [{"Config": f"{name}.json", "RepoTags": [tag] if tag else None, "Layers": paths}]
    members: dict[str, bytes | LinkTo | None] = {f"{name}.json": config}
    members |= dict(zip(paths, layers, strict=True))
    members["manifest.json"] = json.dumps(manifest).encode()
    return make_tar(members)


def make_oci_files(
    images: Mapping[str, Sequence[bytes]], *, tag: str = "example.com/harbour:1.0", compression: str = "gzip"
) -> dict[str, bytes]:
    """Return the files of an OCI image layout.

    Args:
        images: platform → layers, unpacked. tag: of all of them. compression: ``gzip``, ``zstd`` or ``""``.
    """
    files: dict[str, bytes] = {}

    def put(data: bytes, kind: str) -> dict[str, object]:
        digest = digest_of(data)
        files["blobs/" + digest.replace(":", "/")] = data
        return {"mediaType": kind, "digest": digest, "size": len(data)}

    manifests = []
    for platform, layers in images.items():
        system, architecture, *variant = platform.split("/")
        packed = [_packed(layer, compression) for layer in layers]
        manifest = {
            "schemaVersion": 2,
            "config": put(make_config(layers, platform=platform), "application/vnd.oci.image.config.v1+json"),
            "layers": [put(each, f"application/vnd.oci.image.layer.v1.tar+{compression or 'none'}") for each in packed],
        }
        described = put(json.dumps(manifest).encode(), "application/vnd.oci.image.manifest.v1+json")
        described["platform"] = {
            "os": system,
            "architecture": architecture,
            **({"variant": variant[0]} if variant else {}),
        }
        manifests.append(described)
    if len(manifests) > 1:
        inner = json.dumps({"schemaVersion": 2, "manifests": manifests}).encode()
        manifests = [put(inner, "application/vnd.oci.image.index.v1+json")]
    for each in manifests:
        each["annotations"] = {"io.containerd.image.name": tag}
    files["index.json"] = json.dumps({"schemaVersion": 2, "manifests": manifests}).encode()
    files["oci-layout"] = b'{"imageLayoutVersion": "1.0.0"}'
    return files


def _packed(data: bytes, compression: str) -> bytes:
    if compression == "gzip":
        return gzip.compress(data, mtime=0)
    return zstandard.ZstdCompressor().compress(data) if compression == "zstd" else data


def make_rpm_header(tags: Mapping[int, "str | Sequence[str] | Sequence[int]"]) -> bytes:
    """Return a stored rpm header: texts, lists of texts, and 32-bit numbers (file modes as 16-bit, tag 1030)."""
    index, data = b"", b""
    for tag, value in sorted(tags.items()):
        if isinstance(value, str):
            kind, count, content = 6, 1, value.encode() + b"\0"
        elif value and isinstance(value[0], str):
            kind, count, content = 8, len(value), b"".join(str(each).encode() + b"\0" for each in value)
        else:
            kind, form = (3, "H") if tag == 1030 else (4, "I")
            numbers = [int(each) for each in value]
            count = len(numbers)
            width = struct.calcsize(form)
            data += bytes(-len(data) % width)
            content = struct.pack(f">{count}{form}", *numbers)
        index += struct.pack(">IIII", tag, kind, len(data), count)
        data += content
    return struct.pack(">II", len(index) // 16, len(data)) + index + data


def make_rpm_database(headers: Sequence[bytes]) -> bytes:
    """Return an ``rpmdb.sqlite`` with these headers."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "rpmdb.sqlite"
        connection = sqlite3.connect(place)
        connection.execute("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)")
        connection.executemany("INSERT INTO Packages (blob) VALUES (?)", [(each,) for each in headers])
        connection.commit()
        connection.close()
        return place.read_bytes()


def make_dpkg_system(packages: Mapping[str, tuple[str, str]], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a small Debian system.

    Args:
        packages: name → (version, further lines of its paragraph, each with a line break).
        files: path → content; a file belongs to the package named by its last folder, which lists it in md5sums.
    """
    status = ""
    members = {"etc/os-release": b'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n', **files}
    for name, (version, more) in packages.items():
        status += (
            f"Package: {name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: {version}\n"
            f"Maintainer: Harbour Team <team@harbour.example>\n{more}\n"
        )
        owned = [path for path in files if path.rpartition("/")[0].rpartition("/")[2] == name]
        lines = [f"{hashlib.md5(files[path], usedforsecurity=False).hexdigest()}  {path}\n" for path in owned]
        if lines:
            members[f"var/lib/dpkg/info/{name}.md5sums"] = "".join(lines).encode()
    members["var/lib/dpkg/status"] = status.encode()
    return members
