"""CSAF documents and the reports about them, as text and as JSON."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import msgspec

from kaname import messages
from kaname.formats.csaf.checks import Failure, Report, Undecided
from kaname.formats.csaf.document import CsafDocument, FlatProduct, Vulnerability
from kaname.messages import Language

# A list of products longer than this says no more on a screen than its length does.
_SHOWN_PRODUCTS = 5
# Failures of one test that the table lists; JSON lists all.
_SHOWN_FAILURES = 20
_STATUSES = (
    "known_affected",
    "first_affected",
    "last_affected",
    "known_not_affected",
    "first_fixed",
    "fixed",
    "recommended",
    "under_investigation",
    "unknown",
)
_GROUPS = (("6.1", "mandatory"), ("6.2", "recommended"), ("6.3", "informative"))


def report_json(report: Report, lang: Language) -> bytes:
    """Return a report as JSON; messages in the language."""
    content: dict[str, Any] = {
        "csaf_version": report.version,
        "valid": report.is_valid,
        "tests_run": len(report.tests),
        "failures": [
            {"test": each.test, "mandatory": each.mandatory, "path": each.path, "message": _message(each, lang)}
            for each in report.failures
        ],
        "not_run": [
            {"test": each.test, "mandatory": each.mandatory, "path": each.path, "reason": _message(each, lang)}
            for each in report.not_run
        ],
        "not_listed": report.not_listed,
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def report_lines(report: Report, lang: Language, *, mandatory_only: bool = False) -> Iterator[str]:
    """Yield the lines of a report: the verdict, failures by test, and what was not run."""
    hidden = {
        test: count for test, count in report.not_listed.items() if _group_of(test) == "6.1" or not mandatory_only
    }
    mandatory = sum(1 for each in report.failures if each.mandatory)
    mandatory += sum(count for test, count in hidden.items() if _group_of(test) == "6.1")
    open_points = sum(1 for each in report.not_run if each.mandatory)
    verdict = ("open" if open_points else "valid") if report.is_valid else "invalid"
    count = mandatory if mandatory else open_points
    params = {"version": report.version, "count": count, "tests": len(report.tests)}
    yield messages.text(f"cli_csaf.verdict_{verdict}", lang, params)
    for start, group in _GROUPS:
        failures = [each for each in report.failures if _group_of(each.test) == start]
        if failures and (start == "6.1" or not mandatory_only):
            yield ""
            yield messages.text(f"cli_csaf.group_{group}", lang, {"count": len(failures)})
            yield from _failure_lines(failures, lang)
    if hidden:
        yield ""
        yield messages.text("cli_csaf.not_listed", lang, {"count": sum(hidden.values())})
    undecided = [each for each in report.not_run if each.mandatory or not mandatory_only]
    if undecided:
        yield ""
        yield messages.text("cli_csaf.not_run", lang, {"count": len(undecided)})
        for each in undecided[:_SHOWN_FAILURES]:
            place = f"  {each.path}" if each.path else ""
            yield f"  {each.test:<9} {_message(each, lang)}{place}"
        if len(undecided) > _SHOWN_FAILURES:
            yield "  " + messages.text("cli_csaf.more", lang, {"count": len(undecided) - _SHOWN_FAILURES})


def document_json(document: CsafDocument) -> bytes:
    """Return the typed document as JSON, without the original bytes."""
    content = msgspec.to_builtins(document, builtin_types=(bytes,))
    del content["original"]
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def document_lines(document: CsafDocument, lang: Language, *, all_products: bool = False) -> Iterator[str]:
    """Yield a short view of a document."""
    tracking = document.tracking
    yield document.title
    yield f"  {tracking.id}  {tracking.version}  {tracking.status}  {tracking.current_release_date}"
    tlp = f"  TLP:{document.tlp}" if document.tlp else ""
    yield f"  CSAF {document.version}  {document.category}{tlp}" + (f"  {document.lang}" if document.lang else "")
    yield f"  {document.publisher.name} ({document.publisher.category})  {document.publisher.namespace}"
    params = {
        "products": len(document.products),
        "relationships": len(document.relationships),
        "vulnerabilities": len(document.vulnerabilities),
    }
    yield "  " + messages.text("cli_csaf.counts", lang, params)
    if all_products:
        yield ""
        for product in document.products.values():
            yield from _product_lines(product)
    for vulnerability in document.vulnerabilities:
        yield ""
        yield from _vulnerability_lines(document, vulnerability, lang)


def _failure_lines(failures: list[Failure], lang: Language) -> Iterator[str]:
    for test, found in groupby(failures, key=lambda each: each.test):
        listed = list(found)
        yield f"  {test:<9} {messages.text('csaf.title.' + test.replace('.', '_'), lang)}"
        for each in listed[:_SHOWN_FAILURES]:
            yield f"    {each.path or '/'}"
            yield f"      {_message(each, lang)}"
        if len(listed) > _SHOWN_FAILURES:
            yield "    " + messages.text("cli_csaf.more", lang, {"count": len(listed) - _SHOWN_FAILURES})


def _group_of(test: str) -> str:
    return test[:3] if test.startswith("6.") else "6.1"


def _message(each: Failure | Undecided, lang: Language) -> str:
    return messages.text(each.code, lang, each.params)


def _product_lines(product: FlatProduct) -> Iterator[str]:
    yield f"  {product.id}  {product.name}"
    for text in (*product.purls, *product.cpes):
        yield f"    {text}"


def _vulnerability_lines(document: CsafDocument, found: Vulnerability, lang: Language) -> Iterator[str]:
    names = [found.cve] if found.cve else []
    names += [f"{each.text} ({each.system})" for each in found.ids]
    yield " / ".join([*names, found.title]).strip(" /") or found.path
    for weakness in found.cwes:
        yield f"  {weakness.id}  {weakness.name}"
    scores = dict.fromkeys((each.version, each.vector, each.score, each.severity) for each in found.scores)
    for version, vector, score, severity in scores:
        shown = "" if score is None else f"{score:.1f} {severity}".rstrip()
        yield f"  CVSS {version}  {shown}  {vector}"
    for status in _STATUSES:
        products = found.status.get(status, ())
        if products:
            yield f"  {messages.text('cli_csaf.status.' + status, lang)}: {len(products)}"
            for product_id in products[:_SHOWN_PRODUCTS]:
                product = document.products.get(product_id)
                yield f"    {product.name if product else product_id}"
            if len(products) > _SHOWN_PRODUCTS:
                yield "    " + messages.text("cli_csaf.more", lang, {"count": len(products) - _SHOWN_PRODUCTS})
    for flag in found.flags:
        yield "  " + messages.text("cli_csaf.flag", lang, {"label": flag.label, "count": len(flag.products)})
    for remediation in found.remediations[:_SHOWN_PRODUCTS]:
        params = {"category": remediation.category, "count": len(remediation.products)}
        yield "  " + messages.text("cli_csaf.remediation", lang, params) + f" {_one_line(remediation.details)}"
    if len(found.remediations) > _SHOWN_PRODUCTS:
        yield "  " + messages.text("cli_csaf.more", lang, {"count": len(found.remediations) - _SHOWN_PRODUCTS})


def _one_line(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= 120 else joined[:119] + "…"
