"""Go executables: the build information that the linker leaves in them.

Source: Go's ``debug/buildinfo`` (documented layout of the ``.go.buildinfo`` section). Since Go 1.18 the version and the
module list stand inline; before, the section holds two pointers to Go strings. An executable without the mark is not Go's
and gives nothing.
"""

import struct

from kaname.errors import InputError
from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.golang.executable import MAGICS, loaded_parts, offset_of
from kaname.extract.golang.modules import add_module
from kaname.extract.packages import Package, PackageList

_MARK = b"\xff Go buildinf:"
_ALIGN = 16
_INLINE, _BIG_ENDIAN = 2, 1
_HEADER_BYTES = 32
# The module list of a large program has some 200 KB.
MAX_BUILD_INFO_BYTES = 16 << 20
_FRAME_BYTES = 16
_SETTINGS = ("GOOS", "GOARCH", "CGO_ENABLED", "vcs.revision", "vcs.modified", "-tags")


def extract_go_binary(source: Source) -> Found:
    """Return the main module, the modules linked in, and the standard library.

    Raises:
        InputError: ``extract.go_build_info``: there is build information and it is damaged.
    """
    packages = PackageList(source, "golang")
    info = read_build_info(source.data)
    if info is None:
        return packages.done()
    version, text = info
    main = _add_modules(packages, text)
    if main is None:
        main = packages.add_subject(source.path.rpartition("/")[2], public=False)
        packages.problem("extract.go_without_modules", "")
    main.file_names = {source.path.rpartition("/")[2]: None}
    release = version.split(" ")[0].removeprefix("go")
    if release and release[0].isdigit():
        packages.depends(main, add_module(packages, "stdlib", release, scope="required"), "required")
    else:
        packages.problem("extract.go_toolchain_unknown", "", version=version[:80])
    return packages.done()


def read_build_info(data: bytes) -> tuple[str, str] | None:
    """Return (Go version, module text) of an executable; None where it is not Go's.

    Raises:
        InputError: ``extract.go_build_info``: the mark is there, what it leads to is not.
    """
    at = data.find(_MARK)
    seen = False
    while at >= 0:
        # The mark is aligned; elsewhere it is a string constant of a program that reads such marks.
        if at % _ALIGN == 0 and len(data) >= at + _HEADER_BYTES:
            seen = True
            found = _inline(data, at) if data[at + 15] & _INLINE else _pointed(data, at)
            if found is not None and found[0]:
                return found[0], _framed(found[1])
        at = data.find(_MARK, at + 1)
    if seen:
        raise InputError("extract.go_build_info")
    return None


def _inline(data: bytes, at: int) -> tuple[str, bytes] | None:
    version, after = _counted(data, at + _HEADER_BYTES)
    modules, _ = _counted(data, after)
    if version is None or modules is None or not version.isascii():
        return None
    return version.decode("ascii"), modules


def _counted(data: bytes, at: int) -> tuple[bytes | None, int]:
    size = shift = 0
    while at < len(data) and shift < 35:
        byte = data[at]
        at += 1
        size |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            if size > MAX_BUILD_INFO_BYTES or at + size > len(data):
                return None, at
            return data[at : at + size], at + size
    return None, at


def _pointed(data: bytes, at: int) -> tuple[str, bytes] | None:
    width, order = data[at + 14], ">" if data[at + 15] & _BIG_ENDIAN else "<"
    if width not in (4, 8):
        return None
    form = order + ("Q" if width == 8 else "I")
    parts = loaded_parts(data)

    def string(pointer_at: int) -> bytes | None:
        (address,) = struct.unpack_from(form, data, pointer_at)
        header = offset_of(parts, address)
        if header is None or header + 2 * width > len(data):
            return None
        (start,) = struct.unpack_from(form, data, header)
        (size,) = struct.unpack_from(form, data, header + width)
        offset = offset_of(parts, start)
        if offset is None or size > MAX_BUILD_INFO_BYTES:
            return None
        return data[offset : offset + size]

    version, modules = string(at + 16), string(at + 16 + width)
    if version is None or not version.isascii():
        return None
    return version.decode("ascii"), modules or b""


def _framed(modules: bytes) -> str:
    # Sixteen random bytes stand before and after the text so that tools can find it; text ends in a line break.
    if len(modules) >= 2 * _FRAME_BYTES + 1 and modules[-_FRAME_BYTES - 1 : -_FRAME_BYTES] == b"\n":
        return modules[_FRAME_BYTES:-_FRAME_BYTES].decode("utf-8", "replace")
    return ""


def _add_modules(packages: PackageList, text: str) -> Package | None:
    rows: list[list[str]] = []
    for line in text.splitlines():
        kind, _, rest = line.partition("\t")
        words = rest.split("\t")
        if kind == "=>" and rows:
            rows[-1] = [rows[-1][0], *words]
        elif kind in ("mod", "dep", "build", "path"):
            rows.append([kind, *words])
    main: Package | None = None
    for kind, *words in rows:
        path, version, h1 = (*words, "", "", "")[:3]
        if kind == "mod":
            namespace, _, name = path.rpartition("/")
            main = packages.add_subject(name, "" if version == "(devel)" else version, namespace=namespace or None)
            packages.add_property(main, "kaname:go:h1", h1)
        elif kind == "dep" and main is not None:
            package = add_module(packages, path, version, h1=h1, scope="required")
            packages.depends(main, package, "required")
            if not package.version:
                packages.undetermined(package, version, f"dep {path}")
        elif kind == "build" and main is not None:
            key, _, value = path.partition("=")
            if key in _SETTINGS:
                packages.add_property(main, f"kaname:go:build:{key}", value)
    return main


EXTRACTOR = Extractor(
    kind="go-binary",
    ecosystem="golang",
    files=(),
    facts=frozenset({"version"}),
    phase="post-build",
    extract=extract_go_binary,
    magics=MAGICS,
)
