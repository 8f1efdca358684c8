"""Package URLs: text → value and back, with the rules of each type.

Follows the Package URL specification (ECMA-427) and the type definitions of package-url/purl-spec. Refuses what has no
meaning (no type, no name, a key that is no key, a namespace where the type has none) with the rule that was broken. It is
lenient where producers of real documents are sloppy and the meaning is clear: slashes after ``pkg:``, upper case in type and
qualifier keys, an ``@`` scope that was not percent-encoded, a distribution package without its vendor.

The specification calls some names case-sensitive that its notes want lowered (golang): they are left as written, because
the ecosystem itself tells them apart.
"""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from kaname.errors import InputError

# No real purl comes near; a longer one is an attack or a file pasted into the wrong field.
MAX_PURL_CHARACTERS = 16_384

_NO_QUALIFIERS: Mapping[str, str] = {}


class Purl(Struct, frozen=True):
    """A package URL, taken apart, decoded and normalised for its type.

    Attributes:
        type: lower case. namespace: segments joined by ``/``, None where absent. name: never empty.
        version, subpath: None where absent.
        qualifiers: lower-case keys; keys with an empty value are absent.
    """

    type: str
    namespace: str | None
    name: str
    version: str | None = None
    qualifiers: Mapping[str, str] = _NO_QUALIFIERS
    subpath: str | None = None

    @property
    def full_name(self) -> str:
        """Namespace and name joined by ``/``."""
        return f"{self.namespace}/{self.name}" if self.namespace else self.name


# What nearly every purl looks like: nothing to decode, no subpath, lower-case type, no empty segment.
_PLAIN = re.compile(
    r"pkg:([a-z][a-z0-9.+-]*)/(?:([^/@?#%]+(?:/[^/@?#%]+)*)/)?([^/@?#%]+)(?:@([^/@?#%]+))?(?:\?([^#%]*))?", re.ASCII
)
# A scope written ``%40``: the second most frequent form, worth the short cut.
_SCOPED = re.compile(r"pkg:(npm)/%40([^/@?#%]+)/([^/@?#%]+)(?:@([^/@?#%]+))?(?:\?([^#%]*))?", re.ASCII)
_TYPE = re.compile(r"[a-z][a-z0-9.+-]*", re.ASCII)
_KEY = re.compile(r"[a-z][a-z0-9._-]*", re.ASCII)
_HEX_PAIR = re.compile(r"%(?![0-9A-Fa-f]{2})", re.ASCII)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+", re.ASCII)
_UNSAFE = re.compile(r"[^A-Za-z0-9.\-_~:]", re.ASCII)


def parse_purl(text: str, *, strict: bool = False) -> Purl:
    """Return a package URL as a value.

    Args:
        text: ``pkg:type/namespace/name@version?qualifiers#subpath``; surrounding white space is ignored.
        strict: also refuse qualifier keys that begin with a capital letter, as the official tests do for parsing.

    Raises:
        InputError: ``ident.purl_*``, naming the rule that was broken.

    Cost: about two microseconds for a plain purl.
    """
    found = _PLAIN.fullmatch(text)
    if found is not None:
        kind, namespace, name, version, query = found.groups()
        if query:
            return _checked(kind, namespace, name, version, _parse_qualifiers(query, strict), None)
        if kind in _AS_WRITTEN:
            return Purl(kind, namespace, name, version)
        return _checked(kind, namespace, name, version, _NO_QUALIFIERS, None)
    found = _SCOPED.fullmatch(text)
    if found is not None:
        kind, namespace, name, version, query = found.groups()
        return Purl(kind, "@" + namespace, name, version, _parse_qualifiers(query or "", strict))
    return _parse_any(text, strict)


def format_purl(purl: Purl) -> str:
    """Return the canonical text of a package URL.

    Normalises by the rules of the type first, so that a value built by hand comes out as ``parse_purl`` would read it.

    Raises:
        InputError: ``ident.purl_*``: the parts do not make a package URL.
    """
    kind = purl.type.lower()
    _check_type(kind)
    qualifiers = {}
    for key, value in purl.qualifiers.items():
        _check_key(key.lower())
        if value:
            qualifiers[key.lower()] = value
    clean = _checked(kind, purl.namespace or None, purl.name, purl.version or None, qualifiers, purl.subpath or None)
    parts = ["pkg:", clean.type, "/"]
    if clean.namespace:
        parts += ["/".join(_encode(segment) for segment in clean.namespace.split("/")), "/"]
    parts.append("/".join(_encode(step) for step in clean.name.split("/")) if kind == "git" else _encode(clean.name))
    if clean.version:
        parts += ["@", _encode(clean.version)]
    if clean.qualifiers:
        parts += ["?", "&".join(f"{key}={_encode(clean.qualifiers[key])}" for key in sorted(clean.qualifiers))]
    if clean.subpath:
        parts += ["#", "/".join(_encode(segment) for segment in clean.subpath.split("/"))]
    return "".join(parts)


def _parse_any(text: str, strict: bool) -> Purl:
    """Parse by the steps of the specification, for everything that the short cuts leave."""
    text = text.strip()
    if not text:
        raise InputError("ident.purl_empty")
    if len(text) > MAX_PURL_CHARACTERS:
        raise InputError("ident.purl_too_long", count=len(text), limit=MAX_PURL_CHARACTERS)
    scheme, colon, rest = text.partition(":")
    if not colon or scheme.lower() != "pkg":
        raise InputError("ident.purl_scheme", purl=text)
    rest, _, subpath = rest.partition("#")
    rest, _, query = rest.partition("?")
    kind, slash, rest = rest.lstrip("/").partition("/")
    kind = kind.lower()
    if not slash:
        raise InputError("ident.purl_name", purl=text)
    _check_type(kind)
    rest = rest.strip("/")
    version: str | None = None
    at = rest.rfind("@")
    # An ``@`` before the last slash belongs to the namespace (``@scope/name``): versions encode their slashes.
    if at > rest.rfind("/") and at >= 0:
        rest, version = rest[:at], _decode(rest[at + 1 :], text) or None
    namespace, _, name = rest.rpartition("/")
    # Some producers encode the slashes of a Go namespace; decoded, they mean what they would have meant.
    segments = [_decode(segment, text).strip("/") for segment in namespace.split("/") if segment]
    steps = [_decode(step, text) for step in subpath.split("/") if step not in ("", ".", "..")]
    return _checked(
        kind,
        "/".join(segments) or None,
        _decode(name, text),
        version,
        _parse_qualifiers(query, strict),
        "/".join(step for step in steps if step not in (".", "..")) or None,
    )


def _parse_qualifiers(query: str, strict: bool) -> Mapping[str, str]:
    qualifiers: dict[str, str] = {}
    for pair in query.split("&"):
        key, equals, value = pair.partition("=")
        if not pair:
            continue
        if not key.islower() or not key.isalpha():
            if strict and key[:1].isupper():
                raise InputError("ident.purl_qualifier_key", key=key)
            key = key.lower()
            _check_key(key)
        if not equals or not value:
            continue
        if key in qualifiers:
            raise InputError("ident.purl_qualifier_repeated", key=key)
        qualifiers[key] = _decode(value, query) if "%" in value else value
    return qualifiers


def _check_type(kind: str) -> None:
    if not _TYPE.fullmatch(kind):
        raise InputError("ident.purl_type", type=kind)


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise InputError("ident.purl_qualifier_key", key=key)


def _decode(text: str, whole: str) -> str:
    if "%" not in text:
        return text
    if _HEX_PAIR.search(text):
        raise InputError("ident.purl_percent", purl=whole)
    try:
        return _PERCENT.sub(lambda run: bytes.fromhex(run.group().replace("%", "")).decode("utf-8"), text)
    except UnicodeDecodeError:
        raise InputError("ident.purl_percent", purl=whole) from None


def _encode(text: str) -> str:
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8")), text)


# --- the rules of each type (package-url/purl-spec, types/) ---

_AS_WRITTEN = frozenset({"maven", "npm", "golang", "cargo", "nuget", "gem", "conan", "generic"})
_LOWER_NAME = frozenset(
    [
        "alpm",
        "apk",
        "bitbucket",
        "bitnami",
        "brew",
        "composer",
        "deb",
        "git",
        "github",
        "hex",
        "luarocks",
        "oci",
        "otp",
        "pypi",
        "vscode-extension",
    ]
)
_LOWER_NAMESPACE = frozenset(
    [
        "alpm",
        "apk",
        "bitbucket",
        "brew",
        "composer",
        "deb",
        "git",
        "github",
        "hex",
        "luarocks",
        "qpkg",
        "rpm",
        "vscode-extension",
        "yocto",
    ]
)
_LOWER_VERSION = frozenset({"huggingface", "oci", "vscode-extension"})
_NAMESPACE_REQUIRED = frozenset({"swift", "vscode-extension"})
# Other types prohibit a namespace too, but real documents carry one and the name alone still identifies.
_NAMESPACE_PROHIBITED = frozenset({"chrome-extension", "cran", "julia", "opam", "otp", "pub", "pypi", "vcpkg"})
_QUALIFIER_REQUIRED: Mapping[str, str] = {"julia": "uuid", "swid": "tag_id"}
_EXTENSION_NAME = re.compile(r"[a-p]{32}", re.ASCII)
_EXTENSION_VERSION = re.compile(r"\d+(?:\.\d+){0,3}", re.ASCII)
_NOT_PUB = re.compile(r"[^a-z0-9_]", re.ASCII)


def _checked(
    kind: str,
    namespace: str | None,
    name: str | None,
    version: str | None,
    qualifiers: Mapping[str, str],
    subpath: str | None,
) -> Purl:
    """Apply what the definition of a type asks for and return the value."""
    if not name:
        raise InputError("ident.purl_name_of_type", type=kind)
    if namespace is None:
        if kind in _NAMESPACE_REQUIRED:
            raise InputError("ident.purl_namespace_required", type=kind)
    else:
        if kind in _NAMESPACE_PROHIBITED:
            raise InputError("ident.purl_namespace_prohibited", type=kind, namespace=namespace)
        if kind in _LOWER_NAMESPACE:
            namespace = namespace.lower()
    if kind in _LOWER_NAME:
        name = name.lower()
    if version and kind in _LOWER_VERSION:
        version = version.lower()
    needed = _QUALIFIER_REQUIRED.get(kind)
    if needed and needed not in qualifiers:
        raise InputError("ident.purl_qualifier_required", type=kind, key=needed)
    special = _SPECIAL.get(kind)
    if special is not None:
        namespace, name = special(namespace, name, version, qualifiers)
    return Purl(kind, namespace, name, version, qualifiers, subpath)


_Special = Callable[[str | None, str, str | None, Mapping[str, str]], tuple[str | None, str]]


def _pypi(
    namespace: str | None, name: str, version: str | None, qualifiers: Mapping[str, str]
) -> tuple[str | None, str]:
    return namespace, name.replace("_", "-")


def _pub(
    namespace: str | None, name: str, version: str | None, qualifiers: Mapping[str, str]
) -> tuple[str | None, str]:
    return namespace, _NOT_PUB.sub("_", name.lower())


def _cpan(
    namespace: str | None, name: str, version: str | None, qualifiers: Mapping[str, str]
) -> tuple[str | None, str]:
    if "::" in name:
        raise InputError("ident.purl_characters", type="cpan", part=name)
    return namespace.upper() if namespace else namespace, name


def _git(
    namespace: str | None, name: str, version: str | None, qualifiers: Mapping[str, str]
) -> tuple[str | None, str]:
    # The namespace is the host alone; the path on the host is the name (git-definition.json).
    host, slash, path = (namespace or "").partition("/")
    return host or None, f"{path}/{name}" if slash else name


def _mlflow(
    namespace: str | None, name: str, version: str | None, qualifiers: Mapping[str, str]
) -> tuple[str | None, str]:
    # Names are case-sensitive on Azure ML and not on Databricks (mlflow-definition.json).
    return namespace, name.lower() if "databricks" in qualifiers.get("repository_url", "") else name


def _chrome(
    namespace: str | None, name: str, version: str | None, qualifiers: Mapping[str, str]
) -> tuple[str | None, str]:
    if not _EXTENSION_NAME.fullmatch(name):
        raise InputError("ident.purl_characters", type="chrome-extension", part=name)
    if version is not None and not _EXTENSION_VERSION.fullmatch(version):
        raise InputError("ident.purl_characters", type="chrome-extension", part=version)
    return namespace, name


_SPECIAL: Mapping[str, _Special] = {
    "pypi": _pypi,
    "pub": _pub,
    "cpan": _cpan,
    "git": _git,
    "mlflow": _mlflow,
    "chrome-extension": _chrome,
}
