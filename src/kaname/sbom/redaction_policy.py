"""What a recipient may not see: which components are removed or masked, and which fields.

A policy is data that people write. Refuses rules that select everything by selecting nothing, and fields it does not know.
"""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Literal

from msgspec import Struct

from kaname.errors import InputError
from kaname.sbom.json_tree import parse_pointer
from kaname.sbom.yaml_text import decode_yaml

FIELDS = (
    "name",
    "version",
    "identifier",
    "supplier",
    "hash",
    "license",
    "copyright",
    "description",
    "url",
    "evidence",
    "properties",
    "dependencies",
)
"""Fields that can be masked, in the order in which marks list them. ``name`` and ``version`` take ``identifier`` along, since
a package URL or CPE says both."""


class Selection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which components: all given patterns must fit (``*`` and ``?``, case counts). ``property`` maps a name to a pattern."""

    purl: str | None = None
    name: str | None = None
    group: str | None = None
    version: str | None = None
    kind: str | None = None
    ref: str | None = None
    supplier: str | None = None
    property: dict[str, str] = {}


class RedactionRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What happens to the selected components.

    Attributes:
        action: ``remove``: the component and what is nested in it; ``mask``: it stays, the fields go.
        fields: for ``mask``: words of ``FIELDS``, or a JSON pointer below the component (``/pedigree``); empty for all.
        reason: for the supplier's records; not passed on.
    """

    select: Selection
    action: Literal["remove", "mask"]
    fields: tuple[str, ...] = ()
    reason: str | None = None


class RedactionPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A policy for one recipient.

    Attributes:
        rules: all that fit a component apply; ``remove`` beats ``mask``.
        document: JSON pointers outside of components that are withheld (``/metadata/authors``).
        mentions: what happens where a withheld name also stands in other text: it goes too, or is only reported.
    """

    recipient: str
    rules: tuple[RedactionRule, ...] = ()
    document: tuple[str, ...] = ()
    mentions: Literal["withhold", "report"] = "withhold"


def parse_redaction_policy(data: bytes) -> RedactionPolicy:
    """Parse a policy from YAML.

    Raises:
        InputError: not YAML, not of the form, ``sbom.redact_rule_empty``, ``sbom.redact_field``, ``sbom.redact_pointer``.
    """
    policy = decode_yaml(data, RedactionPolicy)
    check_redaction_policy(policy)
    return policy


def check_redaction_policy(policy: RedactionPolicy) -> None:
    """Refuse what has no meaning; see ``parse_redaction_policy``."""
    for index, rule in enumerate(policy.rules):
        if rule.select == Selection():
            raise InputError("sbom.redact_rule_empty", path=f"rules[{index}].select")
        for at, field in enumerate(rule.fields):
            if field.startswith("/") and field != "/":
                continue
            if field not in FIELDS:
                path = f"rules[{index}].fields[{at}]"
                raise InputError("sbom.redact_field", path=path, field=field[:100], known=", ".join(FIELDS))
    for index, pointer in enumerate(policy.document):
        parts = parse_pointer(pointer)
        if not parts or parts[0] in _DOCUMENT_NEEDS:
            raise InputError("sbom.redact_pointer", path=f"document[{index}]", pointer=pointer[:200])


_DOCUMENT_NEEDS = frozenset(
    {"bomFormat", "specVersion", "spdxVersion", "SPDXID", "dataLicense", "components", "packages"}
)


def selects(selection: Selection, facts: Mapping[str, str], properties: Mapping[str, str]) -> bool:
    """Say whether a component fits. ``facts``: the fields of ``Selection`` that the component has, as text."""
    for name in ("purl", "name", "group", "version", "kind", "ref", "supplier"):
        pattern = getattr(selection, name)
        if pattern is not None and not (name in facts and fnmatchcase(facts[name], pattern)):
            return False
    return all(
        name in properties and fnmatchcase(properties[name], pattern) for name, pattern in selection.property.items()
    )
