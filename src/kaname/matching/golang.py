"""Go modules, the standard library, and the toolchain.

Advisories name modules by path, with the major suffix (``/v2``) that the path carries from major version 2 on. Documents
sometimes leave the suffix out or put it into the subpath: it is completed from the version. ``+incompatible`` versions
have no suffix (Go modules reference, "Incompatible versions").
"""

import re

from kaname.ident.ecosystems import normalise_name
from kaname.ident.purl import Purl
from kaname.matching.context import DocumentContext
from kaname.matching.plan import VERSION_MISSING, WITHOUT_DATA, Available, Lookup, Plan, Refusal
from kaname.model.sbom import Component

_SUFFIX = re.compile(r"/v[0-9]+$", re.ASCII)
_MAJOR = re.compile(r"v?([0-9]+)\.", re.ASCII)
_STEP = re.compile(r"v[0-9]+$", re.ASCII)
# go1.21rc2, go1.20.4, go1.19.5 X:boringcrypto, go1.22.1-fips
_TOOLCHAIN = re.compile(r"(?:go|v)?(\d+\.\d+(?:\.\d+)?)(?:(alpha|beta|rc)(\d+))?(?=$|[\s+-])", re.ASCII)
_STDLIB = frozenset({"stdlib", "std"})


def plan_golang(purl: Purl, component: Component, context: DocumentContext, available: Available) -> Plan | Refusal:
    """Plan a Go module."""
    if "Go" not in available:
        return Refusal(WITHOUT_DATA, "Go")
    version = purl.version or component.version
    if not version:
        return Refusal(VERSION_MISSING)
    path = purl.full_name
    if path in _STDLIB:
        return Plan((Lookup("Go", "stdlib", toolchain_version(version), "purl"),))
    if path == "toolchain":
        return Plan((Lookup("Go", path, toolchain_version(version), "purl"),))
    lookups = [Lookup("Go", normalise_name("Go", path), version, "purl")]
    written = _as_written(component, path)
    if written != path:
        lookups.append(Lookup("Go", normalise_name("Go", written), version, "go-case"))
    completed = _completed(written, purl.subpath, version)
    if completed:
        lookups.append(Lookup("Go", normalise_name("Go", completed), version, "go-major"))
    if not context.has_go_stdlib:
        compiler = _compiler_of(component, path)
        if compiler:
            lookups.append(Lookup("Go", "stdlib", toolchain_version(compiler), "go-stdlib"))
    return Plan(tuple(lookups))


def toolchain_version(text: str) -> str:
    """Return a Go release as the advisories write it: ``go1.21rc2`` gives ``1.21.0-rc.2``; unknown forms stay."""
    found = _TOOLCHAIN.match(text.strip())
    if not found:
        return text
    number, stage, count = found.groups()
    if number.count(".") == 1:
        number += ".0"
    return f"{number}-{stage}.{count}" if stage else number


def _as_written(component: Component, path: str) -> str:
    """Return the module path with its capitals, where the purl lost them and the component's name has them.

    Producers lower Go purls, as the type's notes ask for; module paths and advisories tell case apart.
    """
    for name in (component.name, f"{component.group}/{component.name}"):
        if name != path and name.lower() == path.lower():
            return name
    return path


def _completed(path: str, subpath: str | None, version: str) -> str | None:
    if _SUFFIX.search(path) or path.startswith("gopkg.in/") or "+incompatible" in version:
        return None
    first = (subpath or "").partition("/")[0]
    if _STEP.match(first):
        return f"{path}/{first}"
    major = _MAJOR.match(version)
    return f"{path}/v{int(major[1])}" if major and int(major[1]) >= 2 else None


def _compiler_of(component: Component, path: str) -> str | None:
    """Return the toolchain that built a main module, as syft records it for binaries."""
    if not component.properties:
        return None
    properties = dict(component.properties)
    if properties.get("syft:metadata:mainModule") != path:
        return None
    return properties.get("syft:metadata:goCompiledVersion") or None
