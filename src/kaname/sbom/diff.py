"""What changed between two bills of materials: added, removed, and changed version, licence, hash, supplier, dependencies.

Components are matched by identity (``kaname.sbom.identity``), never by order or key. Of one identity in several versions,
equal versions are matched first; what is left is matched in version order only where exactly one is left on each side,
otherwise it is added and removed: which became which is not known.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from kaname.model.sbom import Component, Sbom
from kaname.sbom.identity import Identity, component_version, identity, identity_text
from kaname.sbom.licenses import join, normalise_claim

Field = Literal["version", "license", "hash", "supplier", "scope", "dependencies-added", "dependencies-removed"]


class Entry(Struct, frozen=True, kw_only=True):
    """A component that is in one document only. ``path`` and ``ref`` are those of that document."""

    component: str
    name: str
    version: str
    purl: str | None
    ref: str
    path: str


class Change(Struct, frozen=True):
    """One field that differs; several values are joined by ``, `` in order."""

    field: Field
    before: str
    after: str


class Changed(Struct, frozen=True, kw_only=True):
    """A component that is in both documents and differs.

    Attributes:
        component: identity as text. before_path, after_path: where it stands.
    """

    component: str
    name: str
    before_version: str
    after_version: str
    before_path: str
    after_path: str
    changes: tuple[Change, ...]


class Difference(Struct, frozen=True, kw_only=True):
    """The difference of two documents, sorted by identity and version; ``unchanged`` counts components without difference."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Changed, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """True where nothing differs."""
        return not (self.added or self.removed or self.changed)


def compare(before: Sbom, after: Sbom) -> Difference:
    """Compare two documents. Cost: linear in components and relationships."""
    old, new = _View(before), _View(after)
    added: list[Component] = []
    removed: list[Component] = []
    pairs: list[tuple[Component, Component]] = []
    for key in sorted(old.by_identity.keys() | new.by_identity.keys()):
        matched, gone, come = _pair(old.by_identity.get(key, []), new.by_identity.get(key, []))
        pairs += matched
        removed += gone
        added += come
    changed = [found for one, other in pairs if (found := _changed(one, other, old, new)) is not None]
    return Difference(
        added=tuple([_entry(each, new) for each in added]),
        removed=tuple([_entry(each, old) for each in removed]),
        changed=tuple(changed),
        unchanged=len(pairs) - len(changed),
    )


class _View:
    """A document by identity, with the dependencies of each component by identity."""

    def __init__(self, sbom: Sbom) -> None:
        self.by_identity: dict[Identity, list[Component]] = {}
        self.keys: dict[str, Identity] = {}
        for each in sbom.components:
            # The product itself keeps its place in the comparison whatever it is called: it is what the documents are about.
            key: Identity = ("", "", "") if each.ref == sbom.root else identity(each)
            self.keys[each.ref] = key
            self.by_identity.setdefault(key, []).append(each)
        self.root = next((each for each in sbom.components if each.ref == sbom.root), None)
        self.dependencies: dict[str, set[Identity]] = {}
        for edge in sbom.relationships:
            if edge.kind in ("depends_on", "contains") and edge.target in self.keys:
                self.dependencies.setdefault(edge.source, set()).add(self.keys[edge.target])

    def text(self, key: Identity) -> str:
        if key == ("", "", "") and self.root is not None:
            return identity_text(identity(self.root))
        return identity_text(key)


def _pair(
    old: list[Component], new: list[Component]
) -> tuple[list[tuple[Component, Component]], list[Component], list[Component]]:
    by_version: dict[str, list[Component]] = {}
    for each in new:
        by_version.setdefault(component_version(each), []).append(each)
    pairs: list[tuple[Component, Component]] = []
    gone: list[Component] = []
    for each in old:
        same = by_version.get(component_version(each))
        if same:
            pairs.append((each, same.pop(_closest(each, same))))
        else:
            gone.append(each)
    come = [each for group in by_version.values() for each in group]
    if len(gone) == 1 and len(come) == 1:
        pairs.append((gone.pop(), come.pop()))
    return pairs, gone, come


def _closest(component: Component, candidates: list[Component]) -> int:
    """Of equal identity and version, the one with the same purl and hashes; listed twice is common in real documents."""
    for index, each in enumerate(candidates):
        if each.purl == component.purl and each.hashes == component.hashes:
            return index
    return 0


def _changed(one: Component, other: Component, old: _View, new: _View) -> Changed | None:
    before_version, after_version = component_version(one), component_version(other)
    changes: list[Change] = []
    if before_version != after_version:
        changes.append(Change("version", before_version, after_version))
    for field, before, after in (
        ("license", *_licenses(one, other)),
        ("hash", *_hashes(one, other)),
        ("supplier", one.supplier.name if one.supplier else "", other.supplier.name if other.supplier else ""),
        ("scope", one.scope or "", other.scope or ""),
    ):
        if before != after:
            changes.append(Change(field, before, after))  # type: ignore[arg-type]  # the literals above
    before_needs = old.dependencies.get(one.ref, set())
    after_needs = new.dependencies.get(other.ref, set())
    if after_needs - before_needs:
        changes.append(Change("dependencies-added", "", _texts(after_needs - before_needs, new)))
    if before_needs - after_needs:
        changes.append(Change("dependencies-removed", _texts(before_needs - after_needs, old), ""))
    if not changes:
        return None
    return Changed(
        component=new.text(new.keys[other.ref]),
        name=other.name,
        before_version=before_version,
        after_version=after_version,
        before_path=one.path,
        after_path=other.path,
        changes=tuple(changes),
    )


def _texts(keys: Iterable[Identity], view: _View) -> str:
    return ", ".join(view.text(key) for key in sorted(keys))


def _licenses(one: Component, other: Component) -> tuple[str, str]:
    """Compare in SPDX form, so that another spelling or order is no change; by kind where both say which kind it is."""
    old, new = _by_kind(one), _by_kind(other)
    if None in old or None in new:
        return _effective(old), _effective(new)
    return _license_text(old), _license_text(new)


def _by_kind(component: Component) -> dict[str | None, str]:
    found: dict[str | None, str] = {}
    for kind in ("concluded", "declared", None):
        claims = [normalise_claim(each) for each in component.licenses if each.acknowledgement == kind]
        joined = join(each for each in claims if not each.stated_unknown)
        if joined.keys:
            found[kind] = joined.expression
    return found


def _effective(licenses: Mapping[str | None, str]) -> str:
    return licenses.get("concluded") or licenses.get("declared") or licenses.get(None, "")


def _license_text(licenses: Mapping[str | None, str]) -> str:
    kinds: dict[str, list[str]] = {}
    for kind, text in licenses.items():
        kinds.setdefault(text, []).append(kind or "")
    return ", ".join(f"{text} ({'/'.join(names)})" for text, names in kinds.items())


def _hashes(one: Component, other: Component) -> tuple[str, str]:
    """Only algorithms that both state can differ; a hash that came or went is a difference of its own."""
    old, new = _by_algorithm(one), _by_algorithm(other)
    shared = old.keys() & new.keys()
    if shared:
        names = sorted(name for name in shared if old[name] != new[name])
        return _joined(old, names), _joined(new, names)
    return _joined(old, sorted(old)), _joined(new, sorted(new))


def _by_algorithm(component: Component) -> dict[str, str]:
    return {each.algorithm: each.value for each in component.hashes}


def _joined(hashes: Mapping[str, str], names: Iterable[str]) -> str:
    return ", ".join(f"{name}:{hashes[name]}" for name in names)


def _entry(component: Component, view: _View) -> Entry:
    return Entry(
        component=view.text(view.keys[component.ref]),
        name=component.name,
        version=component_version(component),
        purl=component.purl,
        ref=component.ref,
        path=component.path,
    )
