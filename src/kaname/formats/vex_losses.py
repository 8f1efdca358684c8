"""What a conversion between statement formats leaves behind, by place in the source document: complete by construction.

Every leaf of the source is looked for in the target. One that is not there is reported: as rewritten where its word has a
counterpart in the target, else as dropped. Short values could be there by chance; they count only under the same name.
"""

import re
from collections.abc import Iterator
from typing import Any

from kaname.model.loss import Loss

# A shorter text may stand in the target by coincidence.
_SHORT = 4
_INDEX = re.compile(r"\[\d+\]")
# Members whose words have counterparts under other names.
_WORDS = re.compile(
    r"(?:^|\.)(?:status|justification|analysis\.state|analysis\.justification|flags\.label|@context|bomFormat|specVersion"
    r"|csaf_version|affects\.ref|affects\.versions\.(?:status|version|range)|product_status\.\w+|product_ids|product_id"
    r"|timestamp|initial_release_date|current_release_date|products\.@id|category)$"
)


def document_losses(source: Any, target: Any) -> tuple[Loss, ...]:
    """Return what of a decoded source document is not in a decoded target document, in document order."""
    there = {value for _, value in leaves(target) if isinstance(value, str)}
    named = {(_name(path), value) for path, value in leaves(target) if _is_hashable(value)}
    losses: list[Loss] = []
    for path, value in leaves(source):
        found = isinstance(value, str) and len(value) >= _SHORT and value in there
        if found or (_is_hashable(value) and (_name(path), value) in named):
            continue
        word = _WORDS.search(_INDEX.sub("", path))
        losses.append(Loss(path, "loss.rewritten" if word else "loss.no_place"))
    return tuple(losses)


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every leaf of a decoded JSON value with its path; empty objects and arrays are leaves."""
    waiting: list[tuple[str, Any]] = [(path, tree)]
    while waiting:  # no recursion: nesting is the document's choice
        where, value = waiting.pop()
        if isinstance(value, dict) and value:
            inner = [(f"{where}.{key}" if where else str(key), one) for key, one in value.items()]
            waiting += reversed(inner)
        elif isinstance(value, list) and value:
            waiting += [(f"{where}[{index}]", value[index]) for index in range(len(value) - 1, -1, -1)]
        else:
            yield where, value


def _name(path: str) -> str:
    return _INDEX.sub("", path).rpartition(".")[2]


def _is_hashable(value: Any) -> bool:
    return not isinstance(value, dict | list)
