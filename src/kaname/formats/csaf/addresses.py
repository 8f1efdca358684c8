"""The file name that belongs to a document id, and the addresses in a document: do they resolve?

Names that never resolve are told without asking anybody; the others are asked for by whoever is given to the check.
"""

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
    """Yield addresses that do not resolve, and what was not asked.

    Where not a single address answers, the fault is taken to be on this side of the network, and nothing is claimed.

    Args:
        own: look at the references of category self, else at all other addresses.
    """
    waiting: list[Node] = []
    for node in _addresses(advisory, own):
        host = (_host(node.text) or "").rstrip(".")
        if ("." + host).endswith(_NEVER_RESOLVE):
            yield fault(node, url=node.text)
        else:
            waiting.append(node)
    if not waiting:
        return
    links = advisory.outside.links
    if links is None:
        yield NotRun("", "network", {"count": len(waiting)})
        return
    answers = links.ask(list(dict.fromkeys(node.text for node in waiting)))
    is_connected = any(answer.outcome == "answered" for answer in answers.values())
    for node in waiting:
        answer = answers[node.text]
        if answer.resolves:
            continue
        if answer.outcome == "answered":
            yield fault(node, "status", url=node.text, status=answer.status)
        elif answer.outcome == "no_answer" and is_connected:
            yield fault(node, "no_answer", url=node.text)
        else:
            yield NotRun(node.path, answer.reason or "link_no_network", {"url": node.text})


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
    # 6.3.6 lists the namespace of the publisher, too.
    yield from advisory.document.select("publisher", "namespace")
    for _, helper in advisory.helpers():
        yield from helper.select("sbom_urls", "*")
        for pattern in ("namespace", "uri"):
            for node in helper.select("x_generic_uris", "*", pattern):
                # These are URIs of any scheme: only those of the web can be asked for.
                if node.text.lower().startswith(("http://", "https://")):
                    yield node
    for vulnerability in advisory.vulnerabilities:
        yield from vulnerability.select("acknowledgments", "*", "urls", "*")
        yield from vulnerability.select("remediations", "*", "url")


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
