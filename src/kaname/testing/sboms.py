"""Documents for tests, built from package URLs."""

from collections.abc import Iterable, Sequence

from kaname.model.sbom import Component, Original, Relationship, Sbom


def make_component(
    purl: str | None = None, *, ref: str = "", name: str = "", version: str = "", **more: object
) -> Component:
    """Return a component; name and ref are made from the package URL where they are not given.

    Args:
        more: any further field of ``Component``.
    """
    base = (purl or "").partition("?")[0]
    given = name or base.rpartition("@")[0].rpartition("/")[2] or base.rpartition("/")[2] or "thing"
    fields: dict[str, object] = {
        "ref": ref or purl or given,
        "path": "",
        "name": given,
        "version": version,
        "purl": purl,
    }
    return Component(**(fields | more))  # type: ignore[arg-type]  # the fields of a component by name


def make_sbom(
    components: Iterable[Component | str], *, root: str | None = None, edges: Sequence[tuple[str, str]] = ()
) -> Sbom:
    """Return a document.

    Args:
        components: components, or package URLs to make them from.
        edges: (from, to) refs of ``depends_on`` relationships.
    """
    return Sbom(
        format="cyclonedx-json",
        spec_version="1.6",
        original=Original(data=b"", sha256="0" * 64),
        components=tuple(make_component(item) if isinstance(item, str) else item for item in components),
        root=root,
        relationships=tuple(Relationship(source, "depends_on", target) for source, target in edges),
    )
