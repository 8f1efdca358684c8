"""The file name that belongs to a document id, and addresses that nobody has to fetch to know that they never resolve."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from kaname.formats.csaf.checks import Fault, NotRun, fault
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.view import Advisory

_NOT_IN_FILE_NAMES = re.compile(r"[^+\-a-z0-9]+")
# RFC 2606 and 6761: names under these never resolve on the internet.
_NEVER_RESOLVE = (".invalid", ".test", ".example", ".localhost")


def file_name(document_id: str) -> str:
    """Return the file name of a document (section 5.1): lower case, runs of other characters become one underscore."""
    return _NOT_IN_FILE_NAMES.sub("_", document_id.lower()) + ".json"


def check_addresses(advisory: Advisory, *, own: bool) -> Iterator[Fault | NotRun]:
    """Yield addresses that never resolve, and one note that the others were not fetched.

    Args:
        own: look at the references of category self, else at all other addresses.
    """
    count = 0
    for node in _addresses(advisory, own):
        host = (_host(node.text) or "").rstrip(".")
        if ("." + host).endswith(_NEVER_RESOLVE):
            yield fault(node, url=node.text)
        else:
            count += 1
    if count:
        yield NotRun("", "network", {"count": count})


def _addresses(advisory: Advisory, own: bool) -> Iterator[Node]:
    for place in (advisory.document, *advisory.vulnerabilities):
        for node in place.get("references").items():
            if (node.get("category").text == "self") is own:
                yield from node.select("url")
    if own:
        return
    yield from advisory.document.select("acknowledgments", "*", "urls", "*")
    yield from advisory.document.select("aggregate_severity", "namespace")
    yield from advisory.document.select("distribution", "tlp", "url")
    for _, helper in advisory.helpers():
        yield from helper.select("sbom_urls", "*")
    for vulnerability in advisory.vulnerabilities:
        yield from vulnerability.select("acknowledgments", "*", "urls", "*")
        yield from vulnerability.select("remediations", "*", "url")


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
