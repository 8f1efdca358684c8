"""The context of a workspace: made, shown, checked."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from kaname.errors import KanameError
from kaname.store.context import add_to_context, parse_context, read_context
from kaname.store.files import read_bytes
from kaname.triage.context import Context, context_defects, context_gaps
from kaname.triage.ssvc import load_registry


class CheckedContext(Struct, frozen=True, kw_only=True):
    """A context with what is wrong and what is missing.

    Attributes:
        gaps: (message code, system id or empty) of what is not said and would be asked for.
    """

    context: Context
    defects: tuple[KanameError, ...]
    gaps: tuple[tuple[str, str], ...]


def init_context(*, workspace: str, context: Context) -> tuple[str, ...]:
    """Write a context into ``kaname.yaml``; keys that are there already stay and are returned.

    Raises:
        InputError, ErrorGroup: the context has defects; nothing is written then.
    """
    _raise_defects(tuple(context_defects(context, load_registry())))
    return add_to_context(Path(workspace), context)


def context_from_file(*, path: str) -> Context:
    """Read a context from a YAML file of the form of ``kaname.yaml``."""
    return parse_context(read_bytes(Path(path)), path)


def check_context(*, workspace: str) -> CheckedContext:
    """Read the context of a workspace and say what is wrong with it and what is missing.

    Raises:
        InputError: no workspace, or not of the form.
    """
    context = read_context(Path(workspace))
    return CheckedContext(
        context=context,
        defects=tuple(context_defects(context, load_registry())),
        gaps=tuple(context_gaps(context)),
    )


def _raise_defects(defects: Sequence[KanameError]) -> None:
    from kaname.errors import ErrorGroup

    if defects:
        raise ErrorGroup("context.defects", defects) if len(defects) > 1 else defects[0]
