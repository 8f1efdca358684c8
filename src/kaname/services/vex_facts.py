"""Facts of an SBOM that a statement records: the product it describes, and how its components are reached."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from kaname.errors import InputError
from kaname.formats import MAX_DOCUMENT_BYTES, read_sbom
from kaname.matching.paths import DependencyGraph
from kaname.model.finding import Identity, Ways
from kaname.model.statement import ProductRef
from kaname.services.scan_target import identity_of_part, subject_of, ways_of
from kaname.services.statements import product_ref
from kaname.store.files import read_bytes
from kaname.triage.products import match_product
from kaname.triage.statements import reach_of
from kaname.triage.ways import label_of


class Places(Struct, frozen=True, kw_only=True):
    """Where a component stands in an SBOM.

    Attributes:
        subject: the product that the SBOM describes; None where it names none.
        found: every component that it is, with the dependency paths to it. ways: to all of them.
    """

    subject: Identity | None
    found: tuple[tuple[Identity, tuple[str, ...]], ...]
    ways: Ways


def places_in_sbom(*, path: str, component: str) -> Places:
    """Return where a component stands in an SBOM.

    Args:
        component: purl or CPE name.

    Raises:
        InputError: not an SBOM; ``vex.component_not_in_sbom``.
    """
    sbom = read_sbom(read_bytes(Path(path), limit=MAX_DOCUMENT_BYTES), name=path)
    wanted = product_ref(component)
    found = [one for one in map(identity_of_part, sbom.components) if match_product(wanted, one) == "fits"]
    if not found:
        raise InputError("vex.component_not_in_sbom", path=path, component=component)
    graph = DependencyGraph(sbom)
    return Places(
        subject=subject_of(sbom),
        found=tuple((one, graph.paths_to(one.ref)) for one in found),
        ways=ways_of(sbom, {one.ref for one in found}),
    )


def product_of_sbom(*, path: str, components: Sequence[str]) -> tuple[ProductRef, tuple[str, ...]]:
    """Return the product that an SBOM describes with components as its parts, and the dependency paths to them.

    Args:
        components: purls or CPE names; empty: the product as a whole.

    Raises:
        InputError: not an SBOM; ``vex.sbom_without_product``; ``vex.component_not_in_sbom``.
    """
    sbom = read_sbom(read_bytes(Path(path), limit=MAX_DOCUMENT_BYTES), name=path)
    subject = subject_of(sbom)
    if subject is None or not (subject.purls or subject.cpes or subject.serial or subject.name):
        raise InputError("vex.sbom_without_product", path=path)
    graph = DependencyGraph(sbom)
    labels = {one.ref: label_of(identity_of_part(one)) for one in sbom.components}
    reach: list[str] = []
    for text in components:
        wanted = product_ref(text)
        found = [one for one in sbom.components if match_product(wanted, identity_of_part(one)) == "fits"]
        if not found:
            raise InputError("vex.component_not_in_sbom", path=path, component=text)
        reach += [
            " > ".join(labels.get(ref, ref) for ref in way.split(" > "))
            for one in found
            for way in graph.paths_to(one.ref)
        ]
    named = f"{subject.name}@{subject.version}" if subject.version else subject.name
    identifier = (subject.purls or subject.cpes or (named,))[0]
    whole = ProductRef(
        id=identifier or subject.serial,
        name=subject.name,
        version=subject.version,
        purls=subject.purls,
        cpes=subject.cpes,
        # Without an identifier that lasts, the statement is about this document's product alone.
        bom="" if subject.purls or subject.cpes else subject.serial,
        parts=tuple(product_ref(text) for text in components),
    )
    return whole, reach_of(reach)
