"""Decide the scope of an SBOM and make it ready to be kept."""

from collections.abc import Mapping, Sequence

from kaname.sbom.scope import Scope, make_scope, write_scope
from kaname.services.check import read_scope_file


def decide_scope(
    *,
    choices: Mapping[str, Sequence[str]],
    source: str | None = None,
    product: str | None = None,
    decided: str | None = None,
) -> tuple[Scope, bytes]:
    """Return a checked scope and the bytes of its file.

    Args:
        choices: axis → options; they come before those of ``source``.
        source: path of a scope to begin with. product, decided: as in ``Scope``; None keeps what ``source`` says.

    Raises:
        InputError: the file cannot be read, or a choice is not on its axis.
    """
    base = read_scope_file(source) if source is not None else None
    merged: dict[str, Sequence[str]] = dict(base.choices) if base else {}
    merged.update(choices)
    scope = make_scope(
        merged,
        product=product if product is not None else base.product if base else None,
        decided=decided if decided is not None else base.decided if base else None,
        notes=base.notes if base else {},
    )
    return scope, write_scope(scope)
