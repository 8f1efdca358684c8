"""Advisories: begun from what the workspace knows, checked as the documents that they become."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from kaname import __version__
from kaname.errors import InputError
from kaname.exchange.provider import ProviderSettings, tlp_folder
from kaname.formats.csaf.checks import Report
from kaname.formats.csaf.read import check_csaf
from kaname.formats.csaf.view import Version
from kaname.formats.csaf.write import WrittenAdvisory, csaf_filename, tlp_label, write_advisory
from kaname.formats.vex_text import time_text
from kaname.model.advisory_draft import (
    Acknowledgement,
    AdvisoryDraft,
    AdvisoryProduct,
    AdvisoryVulnerability,
    Category,
    Ending,
    ForeignId,
    Remediation,
    Revision,
    StatusGroup,
    Texts,
    TlpLabel,
    text_in,
)
from kaname.model.finding import Identity
from kaname.services.advisory_statuses import (
    GROUP_OF_STATUS,
    ReleaseStatus,
    flags_of,
    release_statuses,
    remediations_of,
    threats_of,
)
from kaname.services.check import read_sbom_file
from kaname.services.scan_target import subject_of
from kaname.store.advisories import (
    add_advisory,
    advisory_ids,
    end_advisory,
    read_advisory,
    read_provider_settings,
)
from kaname.store.cases import read_case
from kaname.store.context import read_context
from kaname.store.statements import read_own_statements
from kaname.store.workspace import write_below
from kaname.triage.context import Context

_CVE = re.compile(r"^CVE-[0-9]{4}-[0-9]{4,}$")
_SYSTEMS = {"GHSA": "GitHub Security Advisories", "JVNDB": "JVN iPedia", "JVN": "JVN", "EUVD": "EUVD"}
_UNFIT = re.compile(r"[^A-Za-z0-9.]+")


class CheckedDocument(Struct, frozen=True, kw_only=True):
    """A document of an advisory and what the tests of the standard say about it."""

    advisory: str
    document: WrittenAdvisory
    report: Report


class AdvisoryRequest(Struct, frozen=True, kw_only=True):
    """What an advisory is begun with.

    Attributes:
        vulnerabilities: CVE or other ids. affected, fixed: versions; without both, every release is under investigation.
        cvss, cwe: vectors and weaknesses, of every vulnerability.
        case: disclosure record; a finder in it who wants to be named is thanked.
        from_statements: take the status of every release from our own statements, with justification, impact and action.
    """

    id: str
    vulnerabilities: Sequence[str]
    category: Category = "security_advisory"
    tlp: TlpLabel = "CLEAR"
    affected: Sequence[str] = ()
    fixed: Sequence[str] = ()
    cvss: Sequence[str] = ()
    cwe: Sequence[str] = ()
    case: str = ""
    from_statements: bool = False


def new_advisory(*, workspace: str, request: AdvisoryRequest, now: datetime) -> tuple[AdvisoryDraft, Path]:
    """Begin an advisory from the product and releases of the workspace, as a draft to be completed by its author.

    Raises:
        InputError: no workspace; ``advisory.exists``; ``advisory.no_product``; ``advisory.no_versions``; ``case.unknown``;
            ``advisory.statements_conflict``, ``advisory.request_conflict``: decisions contradict each other or the request.
    """
    folder = Path(workspace)
    context = read_context(folder)
    if context.product is None:
        raise InputError("advisory.no_product")
    known = [release.version for release in context.product.releases]
    given = (*request.affected, *request.fixed)
    versions = list(dict.fromkeys((*known, *given) if request.from_statements else given or known))
    if not versions:
        raise InputError("advisory.no_versions")
    products = {version: _product(context, version) for version in versions}
    releases = {version: _identity(folder, context, products[version]) for version in versions}
    decided = {
        one: _decided(folder, one, releases, request, now) if request.from_statements else {}
        for one in request.vulnerabilities
    }
    name = context.product.name
    names = ", ".join(request.vulnerabilities)
    draft = AdvisoryDraft(
        id=request.id,
        title={"ja": f"{name} における脆弱性({names})", "en": f"Vulnerability in {name} ({names})"},
        summary={
            "ja": f"{name} に脆弱性({names})が存在します。",
            "en": f"There is a vulnerability ({names}) in {name}.",
        },
        category=request.category,
        tlp=request.tlp,
        case=request.case,
        products=tuple(products.values()),
        vulnerabilities=tuple(
            _vulnerability(one, context, request, products, decided[one]) for one in request.vulnerabilities
        ),
        acknowledgements=_thanks(folder, request.case) if request.case else (),
        revisions=(Revision(number="1", date=time_text(now), summary={"ja": "初版", "en": "First release"}),),
    )
    return draft, add_advisory(folder, draft)


def withdraw_advisory(*, workspace: str, advisory: str, reason: Texts, now: datetime) -> Path:
    """End an advisory because it should not have been, or is wrong as a whole. Publishing tells the readers.

    Raises:
        InputError: ``advisory.unknown``; ``advisory.ended``; ``advisory.text_missing``: of the reason in a language.
    """
    return _end(Path(workspace), advisory, "withdrawn", reason, now)


def supersede_advisory(*, workspace: str, advisory: str, by: str, reason: Texts, now: datetime, url: str = "") -> Path:
    """End an advisory because another one takes its place.

    Args:
        by: id of the other one. url: where it is published; empty where the workspace has it and says where it publishes.

    Raises:
        InputError: ``advisory.unknown``; ``advisory.ended``; ``advisory.text_missing``; ``advisory.own_successor``;
            ``advisory.no_successor``: the address is not known.
    """
    folder = Path(workspace)
    if by == advisory:
        raise InputError("advisory.own_successor", id=by)
    return _end(folder, advisory, "superseded", reason, now, by=by, url=url or _url_of(folder, by))


def _end(
    folder: Path,
    advisory: str,
    state: Literal["withdrawn", "superseded"],
    reason: Texts,
    now: datetime,
    *,
    by: str = "",
    url: str = "",
) -> Path:
    draft = read_advisory(folder, advisory)
    for lang in draft.languages:
        if not text_in(reason, lang):
            raise InputError("advisory.text_missing", path="ended.reason", lang=lang)
    number = str(int(draft.revisions[-1].number) + 1) if draft.revisions[-1].number.isdecimal() else ""
    if not number:
        raise InputError("advisory.revision_number", path="revisions", number=draft.revisions[-1].number)
    ending = Ending(state=state, reason=reason, number=number, date=time_text(now), by=by, url=url)
    return end_advisory(folder, advisory, ending)


def _url_of(folder: Path, advisory: str) -> str:
    """Return where the document of an advisory in its first language is, or will be, published; empty where not known."""
    if advisory not in advisory_ids(folder):
        raise InputError("advisory.no_successor", path="ended.url")
    draft, settings = read_advisory(folder, advisory), read_provider_settings(folder)
    root = settings.url if draft.tlp == "CLEAR" else settings.protected_url
    if not root:
        raise InputError("advisory.no_successor", path="ended.url")
    label = tlp_folder(tlp_label(draft.tlp, settings.csaf_version))
    return f"{root.rstrip('/')}/{label}/{draft.revisions[0].date[:4]}/{csaf_filename(draft.id)}"


def check_advisories(
    *, workspace: str, now: datetime, advisories: Sequence[str] = (), version: str = ""
) -> tuple[CheckedDocument, ...]:
    """Write advisories as documents, without storing them, and check these against the standard.

    Args:
        advisories: ids; empty for all. version: of CSAF; empty for that of the provider.

    Raises:
        InputError: ``advisory.unknown``; ``advisory.none``; ``advisory.no_provider``. ErrorGroup: ``advisory.defects``.
    """
    folder = Path(workspace)
    settings = read_provider_settings(folder)
    names = tuple(advisories) or advisory_ids(folder)
    if not names:
        raise InputError("advisory.none")
    drafts = [read_advisory(folder, name) for name in names]
    return tuple(
        CheckedDocument(advisory=draft.id, document=document, report=check_csaf(document.data, now=now))
        for draft in drafts
        for document in documents_of(draft, settings, version=version)
    )


def documents_of(draft: AdvisoryDraft, settings: ProviderSettings, *, version: str = "") -> tuple[WrittenAdvisory, ...]:
    """Write an advisory in each of its languages, with the URLs under which the provider will serve it.

    Raises:
        ErrorGroup: ``advisory.defects``.
    """
    chosen: Version = "2.1" if (version or settings.csaf_version) == "2.1" else "2.0"
    root = settings.url if draft.tlp == "CLEAR" else settings.protected_url
    base = ""
    if root and not (draft.tlp == "AMBER+STRICT" and chosen == "2.0"):  # which the writer refuses by its own error
        base = f"{root.rstrip('/')}/{tlp_folder(tlp_label(draft.tlp, chosen))}/"
    return write_advisory(
        draft,
        version=chosen,
        publisher=settings.publisher,
        base_url=base,
        licence=settings.license,
        engine_version=__version__,
    )


def write_documents(*, documents: Sequence[CheckedDocument], folder: str) -> tuple[Path, ...]:
    """Write checked documents into a folder, for a look at them; publishing is something else.

    Raises:
        InputError: a file cannot be written.
    """
    paths = []
    for each in documents:
        path = Path(folder) / each.document.filename
        write_below(path, each.document.data)
        paths.append(path)
    return tuple(paths)


def _decided(
    folder: Path, vulnerability: str, releases: Mapping[str, Identity], request: AdvisoryRequest, now: datetime
) -> dict[str, ReleaseStatus]:
    """Return what our statements say about the releases; the request may add to it, not contradict it."""
    found = release_statuses(
        statements=read_own_statements(folder), vulnerability=vulnerability, releases=releases, now=now
    )
    if not found:
        raise InputError("advisory.no_statement", vulnerability=vulnerability)
    for option, versions in (("affected", request.affected), ("fixed", request.fixed)):
        for version in versions:
            said = found.get(version)
            if said is not None and said.status != option:
                raise InputError(
                    "advisory.request_conflict",
                    version=version,
                    option=option,
                    status=said.status,
                    statement=said.statements[0].id,
                )
    return found


def _identity(folder: Path, context: Context, product: AdvisoryProduct) -> Identity:
    """Return by what a release is recognised in statements: its identifiers, and its SBOM where the workspace names one."""
    plain = Identity(name=product.product, version=product.version, purls=product.purls)
    releases = context.product.releases if context.product else ()
    sbom = next((one.sbom for one in releases if one.version == product.version and one.sbom), "")
    subject = subject_of(read_sbom_file(str(folder / sbom))) if sbom else None
    if subject is None:
        return plain
    purls = tuple(dict.fromkeys((*subject.purls, *plain.purls)))
    return msgspec.structs.replace(subject, purls=purls, version=subject.version or product.version)


def _product(context: Context, version: str) -> AdvisoryProduct:
    assert context.product is not None
    name = context.product.name
    slug = _UNFIT.sub("-", f"{name}-{version}").strip("-").lower()
    return AdvisoryProduct(
        id=slug or "product",
        vendor=context.organisation or name,
        product=name,
        version=version,
        purls=tuple(_versioned(purl, version) for purl in context.product.purls),
    )


def _versioned(purl: str, version: str) -> str:
    base, question, rest = purl.partition("?")
    return purl if "@" in base else f"{base}@{version}{question}{rest}"


def _vulnerability(
    identifier: str,
    context: Context,
    request: AdvisoryRequest,
    products: Mapping[str, AdvisoryProduct],
    decided: Mapping[str, ReleaseStatus],
) -> AdvisoryVulnerability:
    assert context.product is not None
    product, publisher = context.product.name, context.organisation or context.name
    is_cve = bool(_CVE.match(identifier))
    ids = {version: one.id for version, one in products.items()}
    groups: dict[str, StatusGroup] = {}
    if request.from_statements or not (request.affected or request.fixed):
        # Nobody has decided about these yet.
        groups.update(dict.fromkeys(products, "under_investigation"))
    groups.update({version: GROUP_OF_STATUS[one.status] for version, one in decided.items()})
    groups.update(dict.fromkeys(request.affected, "known_affected"))
    groups.update(dict.fromkeys(request.fixed, "fixed"))
    status: dict[StatusGroup, tuple[str, ...]] = {
        group: tuple(ids[version] for version in products if groups.get(version) == group)
        for group in dict.fromkeys(groups[version] for version in products if version in groups)
    }
    told = remediations_of(decided.values(), ids)
    fixed = [version for version in products if groups.get(version) == "fixed"]
    remediations = (*told, *_remediations(product, status, told, fixed))
    return AdvisoryVulnerability(
        cve=identifier if is_cve else "",
        ids=() if is_cve else (ForeignId(system=_system(identifier, publisher), text=identifier),),
        description={
            "ja": f"{product} に脆弱性({identifier})が存在します。",
            "en": f"{product} is subject to {identifier}.",
        },
        cvss=tuple(request.cvss),
        cwe=tuple(request.cwe),
        status=status,
        flags=flags_of(decided.values(), ids),
        threats=threats_of(decided.values(), ids),
        remediations=remediations,
    )


def _remediations(
    product: str, status: Mapping[StatusGroup, tuple[str, ...]], told: Sequence[Remediation], fixed: Sequence[str]
) -> Iterator[Remediation]:
    """Yield what to do about products for which nothing was said so far."""
    done = {one for each in told for one in each.products}
    affected = tuple(one for one in status.get("known_affected", ()) if one not in done)
    if affected and fixed:
        target = f"{product} {fixed[-1]}"
        details = {"ja": f"{target} へ更新してください。", "en": f"Update to {target}."}
        yield Remediation(category="vendor_fix", details=details, products=affected)
    elif affected:
        details = {"ja": "修正版は準備中です。", "en": "No fixed version is available yet."}
        yield Remediation(category="none_available", details=details, products=affected)
    waiting = status.get("under_investigation", ())
    if waiting:
        details = {"ja": "調査が終わりしだいお知らせします。", "en": "We will tell when we know more."}
        yield Remediation(category="none_available", details=details, products=waiting)


def _system(identifier: str, publisher: str) -> str:
    """Return the name of the system that gives out such ids; ids of unknown form are taken for the publisher's own."""
    return _SYSTEMS.get(identifier.partition("-")[0].upper(), publisher or "-")


def _thanks(workspace: Path, case: str) -> tuple[Acknowledgement, ...]:
    contacts = read_case(workspace, case).contacts
    names = tuple(one.name for one in contacts if one.role == "finder" and one.credit == "named" and one.name)
    summary = {"ja": "脆弱性をご報告いただきました。", "en": "Thanks for reporting the vulnerability."}
    return (Acknowledgement(names=names, summary=summary),) if names else ()
