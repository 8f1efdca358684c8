"""What a bill of materials lists against what was found in a delivery: a pure comparison.

A component is the same where its package URL names the same package; names are compared as their ecosystem does. Where one
side has no purl, an equal digest or an equal name and version decides. Refuses to call absent what this program could not
have found: such components are not checked, with the reason.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from msgspec import Struct

from kaname.errors import InputError, Scalar
from kaname.ident.purl import Purl, parse_purl
from kaname.model.sbom import ALTERED_PROPERTY, Component, Sbom

Kind = Literal["found", "absent", "unlisted", "version", "altered", "unchecked"]
KINDS: tuple[Kind, ...] = ("altered", "version", "absent", "unlisted", "unchecked", "found")
_SEPARATORS = re.compile(r"[-_.]+")
# Listed for completeness of the document, not as packages that can be found.
_NOT_PACKAGES = frozenset(
    {"file", "operating-system", "device", "data", "machine-learning-model", "cryptographic-asset"}
)


class Outcome(Struct, frozen=True, kw_only=True):
    """One line of the comparison.

    Attributes:
        kind: ``found`` (as listed), ``absent`` (listed only), ``unlisted`` (found only), ``version`` (another version),
            ``altered`` (same version, other bytes), ``unchecked`` (cannot be decided).
        listed, found: the components; None where there is none.
        code: message code of the reason, ``""`` where the kind says it all; rendered with ``params``.
    """

    kind: Kind
    listed: Component | None = None
    found: Component | None = None
    code: str = ""
    params: dict[str, Scalar] = {}

    @property
    def component(self) -> Component:
        """The component as listed, else as found."""
        component = self.listed or self.found
        assert component is not None
        return component


class Reconciliation(Struct, frozen=True, kw_only=True):
    """A whole comparison.

    Attributes:
        outcomes: every component of both sides once, differences first, then by name.
    """

    outcomes: tuple[Outcome, ...]

    def count(self, kind: Kind) -> int:
        """Return how many outcomes are of a kind."""
        return sum(1 for each in self.outcomes if each.kind == kind)

    @property
    def agrees(self) -> bool:
        """True where nothing differs; what could not be checked does not count as a difference."""
        return all(each.kind in ("found", "unchecked") for each in self.outcomes)


def reconcile(listed: Sbom, found: Sbom, *, checkable_types: Collection[str]) -> Reconciliation:
    """Compare a bill of materials with what was extracted from the delivery it describes.

    Args:
        listed: the document that came along.
        found: what extraction found in the delivery.
        checkable_types: purl types that the extraction can find.

    Returns:
        The comparison. The described product itself is compared where both sides name the same one, and left out otherwise.
    """
    left = [each for each in listed.components if each.ref != listed.root]
    right = [each for each in found.components if each.ref != found.root]
    outcomes = _roots(listed, found, left, right)
    pairs, left, right = _paired(left, right)
    outcomes += [_compared(mine, theirs) for mine, theirs in pairs]
    outcomes += [_unmatched(each, checkable_types) for each in left]
    outcomes += [Outcome(kind="unlisted", found=each) for each in right if not _is_scaffold(each)]
    return Reconciliation(outcomes=tuple(sorted(_explained(outcomes, listed, found), key=_order)))


def _explained(outcomes: list[Outcome], listed: Sbom, found: Sbom) -> list[Outcome]:
    """Take back the digest difference of an archive in which parts differ: it follows from theirs and says nothing more."""
    holders_listed, holders_found = _holders(listed), _holders(found)
    explained: set[str] = set()
    for each in outcomes:
        if each.kind in ("altered", "version", "absent", "unlisted"):
            sides = ((each.listed, holders_listed, listed), (each.found, holders_found, found))
            for component, holders, sbom in sides:
                if component is not None and component.ref != sbom.root:
                    explained |= {*_above(component.ref, holders), sbom.root or ""}
    return [
        Outcome(kind="unchecked", listed=each.listed, found=each.found, code="reconcile.parts_differ")
        if each.code == "reconcile.hash_differs"
        and each.listed is not None
        and each.found is not None
        and explained & {each.listed.ref, each.found.ref}
        else each
        for each in outcomes
    ]


def _holders(sbom: Sbom) -> dict[str, list[str]]:
    holders: dict[str, list[str]] = {}
    for edge in sbom.relationships:
        if edge.kind == "contains":
            holders.setdefault(edge.target, []).append(edge.source)
    for component in sbom.components:
        if component.parent is not None:
            holders.setdefault(component.ref, []).append(component.parent)
    return holders


def _above(ref: str, holders: Mapping[str, list[str]]) -> set[str]:
    above: set[str] = set()
    waiting = [ref]
    while waiting:
        new = [each for each in holders.get(waiting.pop(), ()) if each not in above]
        above.update(new)
        waiting += new
    return above


def _order(outcome: Outcome) -> tuple[int, str, str, str]:
    component = outcome.component
    return KINDS.index(outcome.kind), component.purl or component.name, component.version, component.ref


def _roots(listed: Sbom, found: Sbom, left: list[Component], right: list[Component]) -> list[Outcome]:
    mine = next((each for each in listed.components if each.ref == listed.root), None)
    theirs = next((each for each in found.components if each.ref == found.root), None)
    if theirs is not None and theirs.purl and (mine is None or _key(mine) != _key(theirs)):
        if any(_key(each) == _key(theirs) for each in left):
            right.append(theirs)  # the document lists as a part what the delivery is as a whole
        return []
    if mine is None or theirs is None or not mine.purl:
        return []
    return [_compared(mine, theirs)]


def _paired(
    left: list[Component], right: list[Component]
) -> tuple[list[tuple[Component, Component]], list[Component], list[Component]]:
    """Pair by package and version, then by digest, then by name and version, then by package alone."""
    pairs: list[tuple[Component, Component]] = []
    for keys in (_exact_keys, _hash_keys, _name_keys, _package_keys):
        index: dict[object, list[Component]] = {}
        for each in right:
            for key in keys(each):
                index.setdefault(key, []).append(each)
        taken: set[str] = set()
        rest = []
        for each in left:
            partner = next(
                (
                    other
                    for key in keys(each)
                    for other in index.get(key, ())
                    if other.ref not in taken and (keys is not _name_keys or _may_share_name(each, other))
                ),
                None,
            )
            if partner is None:
                rest.append(each)
            else:
                taken.add(partner.ref)
                pairs.append((each, partner))
        left = _without_twins(rest, pairs)
        right = [each for each in right if each.ref not in taken]
    return pairs, left, right


def _without_twins(rest: list[Component], pairs: Iterable[tuple[Component, Component]]) -> list[Component]:
    # A document may list the same package twice (two places of one jar); found once, both are answered.
    answered = {key for mine, theirs in pairs if mine.version == theirs.version for key in _exact_keys(mine)}
    return [each for each in rest if not any(key in answered for key in _exact_keys(each))]


def _exact_keys(component: Component) -> list[object]:
    key = _key(component)
    return [(key, _version(component))] if key else []


def _hash_keys(component: Component) -> list[object]:
    return [(each.algorithm, each.value) for each in component.hashes if len(each.value) >= 40]


def _name_keys(component: Component) -> list[object]:
    return [(component.name.lower(), component.version)]


def _may_share_name(mine: Component, theirs: Component) -> bool:
    # Only where a usable purl is missing on a side: two purls that differ are two packages.
    return _key(mine) is None or _key(theirs) is None


def _package_keys(component: Component) -> list[object]:
    key = _key(component)
    return [key] if key else []


def _key(component: Component) -> tuple[str, str] | None:
    purl = _purl(component)
    if purl is None:
        return None
    name = purl.full_name
    if purl.type == "pypi":
        name = _SEPARATORS.sub("-", name)
    if purl.type in ("pypi", "nuget", "composer", "hex"):
        name = name.lower()
    extra = purl.qualifiers.get("classifier", "")
    return purl.type, f"{name}#{extra}" if extra else name


def _purl(component: Component) -> Purl | None:
    if not component.purl:
        return None
    try:
        return parse_purl(component.purl)
    except InputError:
        return None


def _version(component: Component) -> str:
    purl = _purl(component)
    version = (purl.version if purl else None) or component.version
    return version.removeprefix("v") if purl and purl.type in ("golang", "composer", "swift") else version


def _compared(mine: Component, theirs: Component) -> Outcome:
    if _version(mine) != _version(theirs):
        if _is_image(mine) and _is_image(theirs):  # the version of an image in a package URL is its digest
            return _outcome("altered", mine, theirs, "reconcile.hash_differs", {"algorithm": "SHA-256"})
        params: Mapping[str, Scalar] = {"listed": mine.version or "-", "found": theirs.version or "-"}
        if not mine.version or not theirs.version:
            return _outcome("unchecked", mine, theirs, "reconcile.version_not_stated", params)
        return _outcome("version", mine, theirs, "reconcile.version_differs", params)
    altered = next((value for name, value in theirs.properties if name == ALTERED_PROPERTY), None)
    if altered is not None:
        return _outcome("altered", mine, theirs, "reconcile.file_altered", {"file": altered})
    stated, actual = _digests(mine), _digests(theirs)
    shared = sorted(stated.keys() & actual.keys())
    differing = [algorithm for algorithm in shared if not stated[algorithm] & actual[algorithm]]
    if differing:
        return _outcome("altered", mine, theirs, "reconcile.hash_differs", {"algorithm": differing[0]})
    return _outcome("found", mine, theirs, "" if shared else "reconcile.hash_not_compared", {})


def _is_image(component: Component) -> bool:
    purl = _purl(component)
    return purl is not None and purl.type == "oci"


def _outcome(kind: Kind, mine: Component, theirs: Component, code: str, params: Mapping[str, Scalar]) -> Outcome:
    return Outcome(kind=kind, listed=mine, found=theirs, code=code, params=dict(params))


def _digests(component: Component) -> dict[str, set[str]]:
    digests: dict[str, set[str]] = {}
    for each in component.hashes:
        digests.setdefault(each.algorithm, set()).add(each.value)
    for reference in component.external_references:
        # Lock files name every file that may be installed; any of them is the package.
        if reference.kind == "distribution":
            for each in reference.hashes:
                digests.setdefault(each.algorithm, set()).add(each.value)
    return digests


def _unmatched(component: Component, checkable_types: Collection[str]) -> Outcome:
    purl = _purl(component)
    if component.kind in _NOT_PACKAGES and purl is None:
        return Outcome(
            kind="unchecked", listed=component, code="reconcile.not_a_package", params={"kind": component.kind}
        )
    if purl is None:
        return Outcome(kind="unchecked", listed=component, code="reconcile.no_identifier")
    if purl.type not in checkable_types:
        return Outcome(
            kind="unchecked", listed=component, code="reconcile.type_not_extracted", params={"type": purl.type}
        )
    if component.scope == "excluded":
        return Outcome(kind="unchecked", listed=component, code="reconcile.development_only")
    return Outcome(kind="absent", listed=component)


def _is_scaffold(component: Component) -> bool:
    # Projects that extraction itself named after a folder are no components of the delivery.
    return component.kind == "application" and component.purl is None
