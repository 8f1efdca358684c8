"""Quality profiles: which rules a framework asks for, under which clause and how strictly. Profiles are data.

Those that come with Kaname lie in ``profiles/*.yaml``; people write their own in the same form. Refuses rules that do not
exist, grades that are not named, and ids that occur twice.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.model.words import Words
from kaname.sbom.rule import Options, load_rule
from kaname.sbom.yaml_text import decode_yaml

Severity = Literal["must", "should", "info"]
Provenance = Literal["official", "derived", "draft"]


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a profile comes from.

    Attributes:
        provenance: ``official``: checked against the document; ``derived``: from a faithful account of it;
            ``draft``: still to be checked against the document.
    """

    document: str
    date: str
    provenance: Provenance
    note: Words | None = None


class RuleUse(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule under a clause.

    Attributes:
        severity: ``must``: without it the document does not conform; ``should``: counts in the score; ``info``: told, not
            counted. grade: the grade that it belongs to, where the profile has grades.
        id: stable id of this use; ``<attribute>.<rule>`` where not given. provenance: where it differs from the profile's.
    """

    rule: str
    clause: str
    severity: Severity = "must"
    grade: str | None = None
    options: Options = Options()
    id: str = ""
    provenance: Provenance | None = None


class Attribute(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that a framework asks for."""

    id: str
    title: Words
    rules: tuple[RuleUse, ...]


class Grade(Struct, frozen=True, forbid_unknown_fields=True):
    """A grade, lowest first in the profile."""

    id: str
    title: Words


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A set of attributes.

    Attributes:
        accepts: what counts as an answer although no value is given: ``unknown`` or ``withheld``, where the author says so.
        extends: id of a profile whose attributes come first; an attribute of the same id takes the place of the
            inherited one.
        grades: lowest first; empty where the framework knows none.
    """

    id: str
    title: Words
    source: Source
    attributes: tuple[Attribute, ...]
    accepts: tuple[Literal["unknown", "withheld"], ...] = ()
    grades: tuple[Grade, ...] = ()
    extends: str | None = None


def parse_profile(data: bytes) -> Profile:
    """Parse a profile from YAML.

    Raises:
        InputError: not YAML, not of the form, ``sbom.profile_unknown`` (extends), ``sbom.rule_unknown``,
            ``sbom.profile_grade``, ``sbom.profile_repeated``, ``sbom.profile_empty``; with the path.
    """
    profile = decode_yaml(data, Profile)
    base = load_profile(profile.extends) if profile.extends is not None else None
    grades = {grade.id for grade in profile.grades or (base.grades if base else ())}
    seen: set[str] = set()
    attributes = []
    for at, attribute in enumerate(profile.attributes):
        path = f"attributes[{at}]"
        _take(attribute.id, seen, f"{path}.id")
        if not attribute.rules:
            raise InputError("sbom.profile_empty", path=f"{path}.rules")
        rules = []
        for index, use in enumerate(attribute.rules):
            where = f"{path}.rules[{index}]"
            _check_use(use, grades, where)
            name = use.id or f"{attribute.id}.{use.rule}"
            _take(name, seen, f"{where}.id")
            rules.append(msgspec.structs.replace(use, id=name, provenance=use.provenance or profile.source.provenance))
        attributes.append(msgspec.structs.replace(attribute, rules=tuple(rules)))
    profile = msgspec.structs.replace(profile, attributes=tuple(attributes))
    if base is not None:
        profile = _extended(profile, base)
    if not profile.attributes:
        raise InputError("sbom.profile_empty", path="attributes")
    return profile


def _take(name: str, seen: set[str], path: str) -> None:
    if name in seen:
        raise InputError("sbom.profile_repeated", path=path, id=name)
    seen.add(name)


def _check_use(use: RuleUse, grades: set[str], where: str) -> None:
    try:
        load_rule(use.rule)
    except InputError as error:
        raise InputError(error.code, path=f"{where}.rule", **error.params) from None
    if (use.grade is None) != (not grades) or (grades and use.grade not in grades):
        raise InputError("sbom.profile_grade", path=f"{where}.grade", grade=use.grade or "")


def _extended(profile: Profile, base: Profile) -> Profile:
    own = {attribute.id: attribute for attribute in profile.attributes}
    inherited = [own.pop(attribute.id, attribute) for attribute in base.attributes]
    return msgspec.structs.replace(
        profile,
        attributes=(*inherited, *own.values()),
        grades=profile.grades or base.grades,
        accepts=profile.accepts or base.accepts,
    )


def load_profile(name: str) -> Profile:
    """Return a profile that comes with Kaname.

    Raises:
        InputError: ``sbom.profile_unknown``, naming those there are.
    """
    files = _profile_files()
    if name not in files:
        raise InputError("sbom.profile_unknown", name=name[:100], known=", ".join(sorted(files)))
    return _load(name)


@cache
def _load(name: str) -> Profile:
    return parse_profile(_profile_files()[name])


def profile_names() -> tuple[str, ...]:
    """Return the ids of the profiles that come with Kaname, sorted."""
    return tuple(sorted(_profile_files()))


@cache
def _profile_files() -> Mapping[str, bytes]:
    folder = resources.files("kaname.sbom").joinpath("profiles")
    return {entry.name[:-5]: entry.read_bytes() for entry in folder.iterdir() if entry.name.endswith(".yaml")}
