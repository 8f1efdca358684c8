"""Which components of two documents are the same: by what they are, not by where they stand.

The identity of a component is its package URL without version, qualifiers and subpath; without one that can be parsed, its
kind, group and name. Two versions of one package are the same component in another version.
"""

from functools import lru_cache

from kaname.errors import InputError
from kaname.ident.purl import parse_purl
from kaname.model.sbom import Component

Identity = tuple[str, str, str]


def identity(component: Component) -> Identity:
    """Return the identity: (``pkg:TYPE``, namespace, name), or (``""``, group, name) where there is no usable purl."""
    if component.purl:
        found = _from_purl(component.purl)
        if found is not None:
            return found
    return "", component.group, component.name


def identity_text(key: Identity) -> str:
    """Return an identity for people: a purl without version, or group/name."""
    kind, namespace, name = key
    full = f"{namespace}/{name}" if namespace else name
    return f"{kind}/{full}" if kind else full


def component_version(component: Component) -> str:
    """Return the version; the one in the purl where the component itself states none."""
    if component.version or not component.purl:
        return component.version
    try:
        return parse_purl(component.purl).version or ""
    except InputError:
        return ""


@lru_cache(maxsize=131_072)
def _from_purl(text: str) -> Identity | None:
    try:
        purl = parse_purl(text)
    except InputError:
        return None
    return f"pkg:{purl.type}", purl.namespace or "", purl.name
