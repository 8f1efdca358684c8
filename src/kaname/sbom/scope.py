"""The scope that was agreed for an SBOM (SBOM対応モデル): who, when, for whom, what, how deep, how, what for, in which form.

Holds the axes with the cost and effect of each option, the choices made, and the profile that follows from them. The axes are
those of the METI guide ver. 2.0, appendix 8; options and notes are data (``data/scope-axes.yaml``). Refuses choices that are
not on the axis.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.model.words import Words
from kaname.sbom.profile import Attribute, Profile, RuleUse, Source, load_profile
from kaname.sbom.yaml_text import decode_yaml

SCHEMA = "kaname.scope/1"
FILE_NAME = "scope.yaml"
"""Where a workspace keeps its scope."""


class ScopeOption(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer on an axis: what it costs, what it brings, and what a document must then show."""

    id: str
    title: Words
    cost: Words
    effect: Words
    rules: tuple[RuleUse, ...] = ()
    profile: str | None = None


class Axis(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question. ``several``: more than one answer may be chosen."""

    id: str
    question: Words
    options: tuple[ScopeOption, ...]
    several: bool = False

    def option(self, name: str) -> ScopeOption:
        """Return an option.

        Raises:
            InputError: ``sbom.scope_option``.
        """
        for each in self.options:
            if each.id == name:
                return each
        known = ", ".join(each.id for each in self.options)
        raise InputError("sbom.scope_option", path=f"choices.{self.id}", axis=self.id, given=name[:100], known=known)


class ScopeModel(Struct, frozen=True, forbid_unknown_fields=True):
    """All axes, and where they come from."""

    source: Source
    axes: tuple[Axis, ...]


class Scope(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What was agreed.

    Attributes:
        choices: axis → options. Axes that are left out were not agreed and are not judged.
        product: what it holds for. decided: date, as written. notes: axis → why.
    """

    schema: str
    choices: dict[str, tuple[str, ...]]
    product: str | None = None
    decided: str | None = None
    notes: dict[str, str] = {}


@cache
def load_scope_model() -> ScopeModel:
    """Return the axes."""
    data = resources.files("kaname.sbom").joinpath("data", "scope-axes.yaml").read_bytes()
    return decode_yaml(data, ScopeModel)


def make_scope(
    choices: Mapping[str, Sequence[str]],
    *,
    product: str | None = None,
    decided: str | None = None,
    notes: Mapping[str, str] | None = None,
) -> Scope:
    """Return a checked scope, its axes in the order of the model.

    Raises:
        InputError: ``sbom.scope_axis``, ``sbom.scope_option``, ``sbom.scope_several``, ``sbom.scope_empty``.
    """
    axes = {axis.id: axis for axis in load_scope_model().axes}
    for name in (*choices, *(notes or {})):
        if name not in axes:
            raise InputError("sbom.scope_axis", path=f"choices.{name[:100]}", axis=name[:100], known=", ".join(axes))
    checked: dict[str, tuple[str, ...]] = {}
    for name, axis in axes.items():
        chosen = tuple(dict.fromkeys(choices.get(name, ())))
        for option in chosen:
            axis.option(option)
        if len(chosen) > 1 and not axis.several:
            raise InputError("sbom.scope_several", path=f"choices.{name}", axis=name)
        if chosen:
            checked[name] = chosen
    if not checked:
        raise InputError("sbom.scope_empty", path="choices")
    return Scope(schema=SCHEMA, choices=checked, product=product, decided=decided, notes=dict(notes or {}))


def parse_scope(data: bytes) -> Scope:
    """Parse a scope from YAML.

    Raises:
        InputError: not YAML, not of the form, ``sbom.scope_schema``, or as ``make_scope``.
    """
    scope = decode_yaml(data, Scope)
    if scope.schema != SCHEMA:
        raise InputError("sbom.scope_schema", path="schema", given=scope.schema[:100], expected=SCHEMA)
    return make_scope(scope.choices, product=scope.product, decided=scope.decided, notes=scope.notes)


def write_scope(scope: Scope) -> bytes:
    """Write a scope as YAML that people can read and review. Same scope, same bytes."""
    import yaml

    tree = msgspec.to_builtins(scope)
    tree["choices"] = {axis: list(options) for axis, options in scope.choices.items()}
    text: str = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=110)
    return text.encode("utf-8")


def scope_profile(scope: Scope, *, items: Profile | None = None) -> Profile:
    """Return the profile that a document must meet under a scope: one attribute per axis, then those of the agreed items.

    Args:
        items: a profile that takes the place of the one agreed under ``items``.
    """
    model = load_scope_model()
    attributes: list[Attribute] = []
    base = items
    for axis in model.axes:
        options = [axis.option(name) for name in scope.choices.get(axis.id, ())]
        rules = [
            msgspec.structs.replace(
                use, id=f"scope-{axis.id}.{option.id}.{use.rule}", provenance=use.provenance or model.source.provenance
            )
            for option in options
            for use in option.rules
        ]
        if base is None:
            base = next((load_profile(option.profile) for option in options if option.profile), None)
        if rules:
            attributes.append(Attribute(id=f"scope-{axis.id}", title=axis.question, rules=tuple(rules)))
    return Profile(
        id="scope" if base is None else f"scope+{base.id}",
        title=Words("Agreed scope", "合意した適用範囲"),
        source=model.source if base is None else base.source,
        attributes=(*attributes, *(base.attributes if base else ())),
        accepts=base.accepts if base else ("unknown", "withheld"),
        grades=base.grades if base else (),
    )
