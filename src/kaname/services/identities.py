"""Components without identifier: who they may be, and the verdicts of persons about it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from kaname.errors import InputError
from kaname.ident.cpe import parse_cpe
from kaname.ident.purl import parse_purl
from kaname.knowledge.query import Knowledge
from kaname.matching.candidates import Identities, find_candidates, supplier_of
from kaname.model.identity import ComponentCandidates, IdentityVerdict
from kaname.model.sbom import Component, Sbom
from kaname.store.identities import read_identities, write_identities


def is_nameless(component: Component) -> bool:
    """Say whether a component has a name and no identifier that could be matched."""
    return bool(component.name.strip()) and not (component.purl or component.purls or component.cpes)


def candidates_of(
    *, sbom: Sbom, knowledge: Knowledge, identities: Identities, target: str = ""
) -> tuple[ComponentCandidates, ...]:
    """Return the candidates of every component without identifier about which nobody has decided yet.

    Args:
        sbom: the document. knowledge: asked for products with similar names.
        identities: verdicts so far: what is confirmed is left out, what is rejected is not offered again.
        target: name of the document in the results.

    Cost: about 30 milliseconds for each component.
    """
    found: list[ComponentCandidates] = []
    for component in sbom.components:
        if not is_nameless(component) or identities.confirmed(component) is not None:
            continue
        supplier = supplier_of(component)
        offered = find_candidates(knowledge, name=component.name, supplier=supplier, version=component.version)
        found.append(
            ComponentCandidates(
                ref=component.ref,
                name=component.name,
                supplier=supplier,
                version=component.version,
                candidates=identities.without_rejected(component.name, supplier, offered),
                target=target,
            )
        )
    return tuple(found)


def decide_identity(
    *,
    workspace: str | Path,
    name: str,
    supplier: str,
    identifier: str,
    verdict: Literal["confirmed", "rejected"],
    by: str,
    reason: str,
    now: datetime,
) -> Path:
    """Keep the verdict of a person in the workspace and return the file that holds it.

    An earlier verdict about the same name, supplier and identifier stays in the file; the later one counts.

    Raises:
        InputError: no name (``matching.name_missing``), or neither a CPE name nor a package URL (``ident.cpe_invalid``,
            ``ident.purl_…``).
    """
    if not name.strip():
        raise InputError("matching.name_missing")
    if identifier.startswith("pkg:"):
        parse_purl(identifier)
    else:
        parse_cpe(identifier, lenient=True)
    entry = IdentityVerdict(
        name=name.strip(),
        supplier=supplier.strip(),
        identifier=identifier.strip(),
        verdict=verdict,
        by=by.strip(),
        at=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        reason=reason.strip(),
    )
    return write_identities(workspace, (*read_identities(workspace), entry))


def load_identities(*, workspace: str | Path) -> Identities:
    """Return the verdicts of a workspace, ready to be asked; none where it holds none.

    Raises:
        InputError: the file is damaged (``store.identities_invalid``).
    """
    return Identities(read_identities(workspace))
