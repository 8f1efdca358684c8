"""Which addresses lie in the own network: what a document or server from elsewhere names has no business there."""

from ipaddress import ip_address
from urllib.parse import urlsplit

# Names that only the own network knows (RFC 6761, 6762, 8375).
_INNER_NAMES = (".localhost", ".local", ".internal", ".home.arpa")


def is_inner(url: str) -> bool:
    """Say whether an address names a machine of the own network by number or by a name reserved for that."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or ("." + host).endswith(_INNER_NAMES)
