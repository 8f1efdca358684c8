"""Extensions of CSAF 2.1 against what their makers publish: the schema of the content, and the metadata.

The metadata say how often an extension may stand at which place, and with which others it does not go together. Source:
CSAF 2.1 (draft of August 2026), sections 2.4 and 6.1.60.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from kaname.formats.csaf.checks import Fault, NotRun, fault
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.outside import Extensions
from kaname.formats.csaf.places import extension_items
from kaname.formats.csaf.view import Advisory

_INDEX = re.compile(r"/\d+(?=/|$)")
_BRANCH = re.compile(r"^\.product_tree(?:\.branches\[\*\])+")
# The draft renamed relationships to product paths; metadata of either time are understood.
_OLDER_NAMES = {
    "$.product_tree.product_paths[*].full_product_name.x_extensions": (
        "$.product_tree.relationships[*].full_product_name.x_extensions"
    )
}


def check_content(advisory: Advisory) -> Iterator[Fault | NotRun]:
    """Yield where extensions do not fit the schema under ``$schema``."""
    extensions = advisory.outside.extensions
    for node in extension_items(advisory):
        url = node.get("$schema").text
        if extensions is None:
            yield NotRun(node.path, "extension", {"schema": url})
            continue
        answer = extensions.schema(url)
        if answer.content is None:
            yield NotRun(node.path, answer.reason, {"schema": url})
            continue
        misfits = extensions.misfits(answer.content, node.value)
        if isinstance(misfits, str):
            yield NotRun(node.path, misfits, {"schema": url})
            continue
        for misfit in misfits:
            pointer = "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in misfit.path)
            yield Fault(node.path + pointer, {"schema": url, "keyword": misfit.keyword})


def check_metadata(advisory: Advisory) -> Iterator[Fault | NotRun]:
    """Yield extensions at places that their metadata do not allow, or too many of them, or together with others."""
    extensions = advisory.outside.extensions
    for array in advisory.extensions():
        items = list(array.items())
        used = Counter(node.get("$schema").text for node in items)
        seen: Counter[str] = Counter()
        for node in items:
            url = node.get("$schema").text
            seen[url] += 1
            yield from _against_metadata(extensions, node, url, place_of(array.path), seen[url], frozenset(used))


def place_of(path: str) -> str:
    """Return a JSON pointer to extensions in the notation of the metadata: ``$.vulnerabilities[*].x_extensions``."""
    dotted = _INDEX.sub("[*]", path).replace("/", ".")
    return "$" + _BRANCH.sub(".product_tree.branches.", dotted)


def _against_metadata(
    extensions: Extensions | None, node: Node, url: str, place: str, number: int, used: frozenset[str]
) -> Iterator[Fault | NotRun]:
    if extensions is None:
        yield NotRun(node.path, "extension", {"schema": url})
        return
    answer = extensions.metadata(url)
    if answer.content is None:
        yield NotRun(node.path, answer.reason, {"schema": url})
        return
    most = _most(answer.content, place)
    if most is None:
        yield NotRun(node.path, "extension_metadata_place", {"schema": url, "place": place})
    elif most == 0:
        yield fault(node, "place", schema=url, place=place)
    elif number > most:
        yield fault(node, "too_often", schema=url, most=most)
    others = answer.content.get("incompatible_extensions")
    for other in others if isinstance(others, list) else ():
        if other in used:
            yield fault(node, "incompatible", schema=url, other=str(other))


def _most(metadata: Mapping[str, object], place: str) -> int | None:
    requirement = metadata.get("requirement")
    if not isinstance(requirement, dict):
        return None
    location = requirement.get(place, requirement.get(_OLDER_NAMES.get(place, "")))
    most = location.get("max_occurrence") if isinstance(location, dict) else None
    return most if isinstance(most, int) and not isinstance(most, bool) and most >= 0 else None
