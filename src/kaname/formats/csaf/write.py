"""Write an advisory as CSAF 2.0 or 2.1, one document per language: security advisories and VEX.

The documents of one advisory point at each other. The same advisory gives the same bytes. Refuses what the standard could
not say without changing its meaning: a text that is missing in a language, a product that is not defined, ``AMBER+STRICT``
in version 2.0. What it merely has no place for is returned as a loss. Sources: CSAF 2.0, sections 3, 4.4, 4.5 and 5.1; CSAF
2.1 (specification draft of August 2026), the same sections.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from kaname.errors import ErrorGroup, InputError, KanameError
from kaname.formats.csaf.cvss_objects import score_vector, severity_of
from kaname.formats.csaf.cwe import LATEST, load_weaknesses
from kaname.formats.csaf.structure_2_1 import SCHEMA_URL
from kaname.formats.csaf.view import Version
from kaname.formats.csaf.write_text import TextsOf
from kaname.formats.csaf.write_tree import product_tree
from kaname.model.advisory_draft import (
    AFFECTED_GROUPS,
    Acknowledgement,
    AdvisoryDraft,
    AdvisoryVulnerability,
    Publisher,
    Reference,
    all_revisions,
    iter_product_references,
)
from kaname.model.loss import Loss

TLP_URL = "https://www.first.org/tlp/"
# TLP 1.0 as CSAF 2.0 takes it; a label that it does not know is refused, never weakened.
_TLP_2_0 = {"CLEAR": "WHITE", "GREEN": "GREEN", "AMBER": "AMBER", "RED": "RED"}
_CVSS_FIELDS = {"3.0": "cvss_v3", "3.1": "cvss_v3", "4.0": "cvss_v4", "2.0": "cvss_v2"}
_UNFIT = re.compile(r"[^+\-a-z0-9]+")


class WrittenAdvisory(Struct, frozen=True, kw_only=True):
    """A document.

    Attributes:
        id: tracking id. lang: language tag. filename: as the standard demands (5.1).
        folder: year of its first release. data: UTF-8 JSON. losses: by place in the advisory.
    """

    id: str
    lang: str
    filename: str
    folder: str
    data: bytes
    losses: tuple[Loss, ...]


def csaf_filename(identifier: str) -> str:
    """Return the file name of a document by its tracking id (5.1): lower case, other characters as one underscore."""
    return _UNFIT.sub("_", identifier.lower()) + ".json"


def tlp_label(label: str, version: Version) -> str:
    """Return a TLP label as a version of CSAF writes it.

    Raises:
        InputError: ``advisory.tlp_needs_2_1``.
    """
    if version == "2.1":
        return label
    if label not in _TLP_2_0:
        raise InputError("advisory.tlp_needs_2_1", path="tlp", label=label)
    return _TLP_2_0[label]


def document_id(draft: AdvisoryDraft, lang: str) -> str:
    """Return the tracking id of the document in a language. A document has its own id: two never share one (3.2.1.12.4)."""
    return draft.id if lang == draft.languages[0] else f"{draft.id}-{lang}"


def write_advisory(
    draft: AdvisoryDraft,
    *,
    version: Version,
    publisher: Publisher,
    base_url: str = "",
    licence: str = "",
    engine_version: str = "",
) -> tuple[WrittenAdvisory, ...]:
    """Write an advisory in each of its languages.

    Args:
        base_url: URL of the folder that the year folders are in, ending with a slash; empty: no canonical URLs.
        licence: SPDX expression of the provider, where the advisory has none; CSAF 2.1 only.
        engine_version: of this program, as the generator.

    Raises:
        ErrorGroup: ``advisory.defects``: everything that stands in the way, by place.
    """
    defects = list(iter_defects(draft, version))
    texts = {lang: TextsOf(lang) for lang in draft.languages}
    documents = [
        _written(draft, texts[lang], version, publisher, base_url, draft.license or licence, engine_version)
        for lang in draft.languages
        if not defects
    ]
    if not defects:
        defects = [error for lang in draft.languages for error in texts[lang].missing]
    if defects:
        raise ErrorGroup("advisory.defects", defects, id=draft.id)
    return tuple(documents)


def iter_defects(draft: AdvisoryDraft, version: Version) -> Iterator[KanameError]:
    """Yield what makes an advisory impossible to write, beyond texts missing in a language."""
    try:
        tlp_label(draft.tlp, version)
    except InputError as error:
        yield error
    for name in ("languages", "products", "vulnerabilities", "revisions"):
        if not getattr(draft, name):
            yield InputError("advisory.empty_list", path=name)
    if draft.ended and version == "2.0":
        yield InputError("advisory.ended_needs_2_1", path="ended", state=draft.ended.state)
    if draft.ended and draft.ended.state == "superseded" and not draft.ended.url:
        yield InputError("advisory.no_successor", path="ended.url")
    known: set[str] = set()
    for place, each in _identified(draft):
        if each in known:
            yield InputError("advisory.product_twice", path=place, id=each)
        known.add(each)
    for index, product in enumerate(draft.products):
        if not (product.version or product.range) or (product.version and product.range):
            yield InputError("advisory.version_or_range", path=f"products[{index}]", id=product.id)
    for place, each in iter_product_references(draft):
        if each not in known:
            yield InputError("advisory.unknown_product", path=place, id=each)
    for index, vulnerability in enumerate(draft.vulnerabilities):
        for number, vector in enumerate(vulnerability.cvss):
            if _cvss_object(vector) is None:
                yield InputError("advisory.cvss", path=f"vulnerabilities[{index}].cvss[{number}]", vector=vector)
        for number, weakness in enumerate(vulnerability.cwe):
            if weakness not in load_weaknesses():
                yield InputError(
                    "advisory.cwe", path=f"vulnerabilities[{index}].cwe[{number}]", id=weakness, version=LATEST
                )


def _identified(draft: AdvisoryDraft) -> Iterator[tuple[str, str]]:
    yield from ((f"products[{index}].id", product.id) for index, product in enumerate(draft.products))
    yield from ((f"parts[{index}].id", part.id) for index, part in enumerate(draft.parts))


def _written(
    draft: AdvisoryDraft,
    texts: TextsOf,
    version: Version,
    publisher: Publisher,
    base_url: str,
    licence: str,
    engine_version: str,
) -> WrittenAdvisory:
    losses: list[Loss] = []
    identifier = document_id(draft, texts.lang)
    document = _document(draft, texts, version, publisher, base_url)
    if engine_version:
        document["tracking"]["generator"] = {"engine": {"name": "Kaname", "version": engine_version}}
    if licence and version == "2.1":
        document["license_expression"] = licence
    elif draft.license:
        losses.append(Loss("license", "loss.newer"))
    root: dict[str, Any] = {"document": document}
    if draft.ended is None:
        root["product_tree"] = product_tree(draft, version, losses)
        root["vulnerabilities"] = [
            _vulnerability(each, texts, version, f"vulnerabilities[{index}]", losses)
            for index, each in enumerate(draft.vulnerabilities)
        ]
    if version == "2.1":
        root["$schema"] = SCHEMA_URL
    # Sorted keys: test 6.2.13, and the same bytes whatever the order in which they were filled in.
    data = msgspec.json.format(msgspec.json.encode(root, order="sorted"), indent=2) + b"\n"
    return WrittenAdvisory(
        id=identifier,
        lang=texts.lang,
        filename=csaf_filename(identifier),
        folder=draft.revisions[0].date[:4],
        data=data,
        losses=tuple(losses),
    )


def _document(
    draft: AdvisoryDraft, texts: TextsOf, version: Version, publisher: Publisher, base_url: str
) -> dict[str, Any]:
    source = draft.languages[0]
    document: dict[str, Any] = {
        "category": f"csaf_{draft.ended.state if draft.ended else draft.category}",
        "csaf_version": version,
        "distribution": {"tlp": {"label": tlp_label(draft.tlp, version), "url": TLP_URL}},
        "lang": texts.lang,
        "notes": [
            {"category": "summary", "text": texts.of(draft.summary, "summary"), "title": texts.heading("summary")}
        ],
        "publisher": _publisher(publisher, texts),
        "title": texts.of(draft.title, "title"),
        "tracking": _tracking(draft, texts),
    }
    if texts.lang != source:
        document["source_lang"] = source
    references = list(_links(draft, texts, base_url))
    if draft.ended:
        reason = texts.of(draft.ended.reason, "ended.reason")
        title = texts.heading(f"reason_{draft.ended.state}")
        document["notes"].append({"category": "description", "text": reason, "title": title})
    if draft.ended and draft.ended.url:
        successor = f"{texts.heading('successor')}: {draft.ended.by}" if draft.ended.by else texts.heading("successor")
        references.append({"category": "external", "summary": successor, "url": draft.ended.url})
    references += _references(draft.references, texts, "references")
    if references:
        document["references"] = references
    if draft.acknowledgements:
        document["acknowledgments"] = _acknowledgements(draft.acknowledgements, texts, "acknowledgements")
    return document


def _publisher(publisher: Publisher, texts: TextsOf) -> dict[str, Any]:
    return _filled(
        {
            "category": publisher.category,
            "contact_details": texts.of(publisher.contact, "publisher.contact"),
            "issuing_authority": texts.of(publisher.authority, "publisher.authority"),
            "name": publisher.name,
            "namespace": publisher.namespace,
        }
    )


def _tracking(draft: AdvisoryDraft, texts: TextsOf) -> dict[str, Any]:
    history = [
        {"date": each.date, "number": each.number, "summary": texts.of(each.summary, f"revisions[{index}].summary")}
        for index, each in enumerate(all_revisions(draft))
    ]
    tracking: dict[str, Any] = {
        "current_release_date": history[-1]["date"],
        "id": document_id(draft, texts.lang),
        "initial_release_date": draft.revisions[0].date,
        "revision_history": history,
        "status": draft.status,
        "version": history[-1]["number"],
    }
    if draft.aliases:
        tracking["aliases"] = list(draft.aliases)
    return tracking


def _links(draft: AdvisoryDraft, texts: TextsOf, base_url: str) -> Iterator[dict[str, Any]]:
    """Yield the link of the document to itself and those to its versions in other languages."""
    if not base_url:
        return
    for lang in (texts.lang, *(other for other in draft.languages if other != texts.lang)):
        identifier = document_id(draft, lang)
        url = f"{base_url}{draft.revisions[0].date[:4]}/{csaf_filename(identifier)}"
        if lang == texts.lang:
            yield {"category": "self", "summary": texts.heading("self"), "url": url}
        else:
            summary = texts.heading("original" if lang == draft.languages[0] else "translation", lang=lang)
            yield {"category": "external", "summary": f"{summary} ({identifier})", "url": url}


def _references(references: Sequence[Reference], texts: TextsOf, place: str) -> list[dict[str, Any]]:
    return [
        {"category": "external", "summary": texts.of(each.summary, f"{place}[{index}].summary"), "url": each.url}
        for index, each in enumerate(references)
    ]


def _acknowledgements(entries: Sequence[Acknowledgement], texts: TextsOf, place: str) -> list[dict[str, Any]]:
    return [
        _filled(
            {
                "names": list(each.names),
                "organization": each.organization,
                "summary": texts.of(each.summary, f"{place}[{index}].summary"),
                "urls": list(each.urls),
            }
        )
        for index, each in enumerate(entries)
    ]


def _vulnerability(
    each: AdvisoryVulnerability, texts: TextsOf, version: Version, place: str, losses: list[Loss]
) -> dict[str, Any]:
    description = texts.of(each.description, f"{place}.description") or texts.of(each.title, f"{place}.title")
    described = {"category": "description", "text": description, "title": texts.heading("description")}
    entry: dict[str, Any] = {
        "acknowledgments": _acknowledgements(each.acknowledgements, texts, f"{place}.acknowledgements"),
        "cve": each.cve,
        "discovery_date": each.discovered,
        "disclosure_date" if version == "2.1" else "release_date": each.disclosed,
        "flags": [{"label": flag.label, "product_ids": list(flag.products)} for flag in each.flags],
        "ids": [{"system_name": one.system, "text": one.text} for one in each.ids],
        "notes": [described] if description else [],
        "product_status": {group: list(members) for group, members in each.status.items() if members},
        "references": _references(each.references, texts, f"{place}.references"),
        "title": texts.of(each.title, f"{place}.title"),
        **_weaknesses(each.cwe, version, place, losses),
        **_scores(each, version, place, losses),
        **_measures(each, texts, place),
    }
    return _filled(entry)


def _measures(each: AdvisoryVulnerability, texts: TextsOf, place: str) -> dict[str, Any]:
    return {
        "involvements": [
            _filled(
                {
                    "date": one.date,
                    "party": one.party,
                    "status": one.status,
                    "summary": texts.of(one.summary, f"{place}.involvements[{index}].summary"),
                }
            )
            for index, one in enumerate(each.involvements)
        ],
        "remediations": [
            _filled(
                {
                    "category": one.category,
                    "date": one.date,
                    "details": texts.of(one.details, f"{place}.remediations[{index}].details"),
                    "product_ids": list(one.products),
                    "restart_required": {"category": one.restart} if one.restart else {},
                    "url": one.url,
                }
            )
            for index, one in enumerate(each.remediations)
        ],
        "threats": [
            _filled(
                {
                    "category": one.category,
                    "details": texts.of(one.details, f"{place}.threats[{index}].details"),
                    "product_ids": list(one.products),
                }
            )
            for index, one in enumerate(each.threats)
        ],
    }


def _weaknesses(ids: Sequence[str], version: Version, place: str, losses: list[Loss]) -> dict[str, Any]:
    known = load_weaknesses()
    if version == "2.1":
        return {"cwes": [{"id": each, "name": known[each].name, "version": LATEST} for each in ids]}
    losses += [Loss(f"{place}.cwe[{index}]", "loss.no_place") for index in range(1, len(ids))]
    return {"cwe": {"id": ids[0], "name": known[ids[0]].name}} if ids else {}


def _scores(each: AdvisoryVulnerability, version: Version, place: str, losses: list[Loss]) -> dict[str, Any]:
    products = list(dict.fromkeys(member for group in AFFECTED_GROUPS for member in each.status.get(group, ())))
    products = products or list(each.status.get("under_investigation", ()))
    objects: dict[str, dict[str, Any]] = {}
    for index, vector in enumerate(each.cvss):
        found = _cvss_object(vector)
        assert found is not None  # a vector that is none was refused before
        field, content = found
        if not products or field in objects or (field == "cvss_v4" and version == "2.0"):
            newer = field == "cvss_v4" and version == "2.0"
            losses.append(Loss(f"{place}.cvss[{index}]", "loss.newer" if newer else "loss.no_place"))
        else:
            objects[field] = content
    if not objects:
        return {}
    if version == "2.1":
        return {"metrics": [{"content": objects, "products": products}]}
    return {"scores": [{**objects, "products": products}]}


def _cvss_object(vector: str) -> tuple[str, dict[str, Any]] | None:
    number = vector.removeprefix("CVSS:").partition("/")[0] if vector.startswith("CVSS:") else "2.0"
    field = _CVSS_FIELDS.get(number, "")
    scores = score_vector(field, vector) if field else None
    if scores is None:
        return None
    content: dict[str, Any] = {"baseScore": scores.base, "vectorString": vector, "version": number}
    if field != "cvss_v2":
        content["baseSeverity"] = severity_of(scores.base)
    return field, content


def _filled(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an object without its empty members: the standard has no empty texts, lists and objects."""
    return {name: value for name, value in entry.items() if value not in ("", [], {}, None)}
