"""What all report forms share: severity of a vulnerability, order of findings, counts, ages, and safe sentences.

Holds views over ``ScanResult`` only. Texts from documents are data: ``clean`` takes control and bidirectional-override
characters out of them before they reach a terminal or a page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from kaname import messages
from kaname.formats.printable import clean as clean
from kaname.messages import Language
from kaname.model.finding import Finding, Match, NotEvaluated, ScanResult
from kaname.model.sbom import Problem
from kaname.model.source import SourceState
from kaname.model.vulnerability import Vulnerability
from kaname.triage.order import ordered_findings
from kaname.triage.severity import SEVERITIES, severity_of

_SURROGATE = re.compile("[\ud800-\udfff]")
_SECONDS_PER_DAY = 86400


class _Blanks(dict[str, object]):
    """Parameters of a text; those that are absent show as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


class VulnerabilityGroup(Struct, frozen=True, kw_only=True):
    """One vulnerability with all findings of it, in the order of the result."""

    vulnerability: Vulnerability
    findings: tuple[Finding, ...]


def set_aside_findings(result: ScanResult) -> list[Finding]:
    """Return the findings that a rule set aside, in the order of the result; empty where nothing was decided."""
    return [finding for finding in result.findings if finding.state is not None and finding.state.set_aside is not None]


def open_result(result: ScanResult) -> ScanResult:
    """Return the result with open findings only; the same object where none was set aside."""
    if not set_aside_findings(result):
        return result
    targets = tuple(
        msgspec.structs.replace(
            target,
            findings=tuple([each for each in target.findings if each.state is None or each.state.set_aside is None]),
        )
        for target in result.targets
    )
    return msgspec.structs.replace(result, targets=targets)


def set_aside_reason(finding: Finding, lang: Language) -> str:
    """Return the sentence that says which rule set a finding aside, and by which fact; ``""`` for an open one."""
    state = finding.state
    if state is None or state.set_aside is None:
        return ""
    return messages.text(f"triage.set_aside.{state.set_aside}", lang, {"detail": clean(state.reason)})


def grouped_by_vulnerability(findings: Iterable[Finding]) -> list[VulnerabilityGroup]:
    """Return one group per vulnerability id, in the order to look at them."""
    groups: dict[str, list[Finding]] = {}
    for finding in ordered_findings(findings):
        groups.setdefault(finding.vulnerability.id, []).append(finding)
    return [
        VulnerabilityGroup(vulnerability=found[0].vulnerability, findings=tuple(found)) for found in groups.values()
    ]


def severity_counts(vulnerabilities: Iterable[Vulnerability]) -> dict[str, int]:
    """Return how many there are of each severity, every severity present, worst first."""
    counts = Counter(severity_of(vulnerability) for vulnerability in vulnerabilities)
    return {severity: counts.get(severity, 0) for severity in SEVERITIES}


class ReasonGroup(Struct, frozen=True, kw_only=True):
    """The components that were not evaluated for one reason.

    ``text``: one sentence for all of them; values that differ between them are left open. ``advice``: what the reader can
    do, None where there is nothing to say. ``entries``: (target, component).
    """

    code: str
    text: str
    advice: str | None
    entries: tuple[tuple[str, NotEvaluated], ...]


def reason_groups(result: ScanResult, lang: Language) -> list[ReasonGroup]:
    """Return why components were not evaluated, most frequent reason first."""
    by_reason: dict[str, list[tuple[str, NotEvaluated]]] = {}
    for target in result.targets:
        for entry in target.coverage.not_evaluated:
            by_reason.setdefault(entry.reason, []).append((entry.target or target.path, entry))
    groups = []
    for code, entries in sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        texts = _first_texts(code, entries, lang)
        groups.append(
            ReasonGroup(
                code=code,
                text=texts.pop() if len(texts) == 1 else sentence(code, lang),
                advice=sentence(f"{code}.hint", lang) if messages.has_text(f"{code}.hint", lang) else None,
                entries=tuple(entries),
            )
        )
    return groups


def _first_texts(code: str, entries: Sequence[tuple[str, NotEvaluated]], lang: Language) -> set[str]:
    """Return the reasons of entries as sentences, no more than the first two that differ."""
    if not messages.has_text(code, lang) or "{" not in messages.text_as_is(code, lang):
        entries = entries[:1]  # a sentence without parameters is the same for all
    texts: set[str] = set()
    for _, entry in entries:
        texts.add(reason_text(entry, lang))
        if len(texts) > 1:
            break
    return texts


def all_problems(result: ScanResult) -> list[tuple[str, Problem]]:
    """Return every problem with its target; ``""`` for problems of the scan as a whole."""
    found = [("", problem) for problem in result.problems]
    found += [(target.path, problem) for target in result.targets for problem in target.problems]
    return found


def age_days(source: SourceState, result: ScanResult) -> int | None:
    """Return how many whole days old a source was when the result was made; None where a time is absent or malformed."""
    if source.as_of is None:
        return None
    try:
        seconds = (_moment(result.generated) - _moment(source.as_of)).total_seconds()
    except ValueError:
        return None
    return max(0, int(seconds // _SECONDS_PER_DAY))


def oldest_source(result: ScanResult) -> tuple[SourceState, int] | None:
    """Return the source with the oldest data and its age in days, None where no source states its time."""
    aged = [(source, age) for source in result.sources if (age := age_days(source, result)) is not None]
    return max(aged, key=lambda pair: pair[1], default=None)


def encoded_json(document: object) -> bytes:
    """Return a document as JSON: UTF-8, indented by two spaces, ending with a line break.

    File names may hold bytes that are no UTF-8, which Python carries as lone surrogates and JSON cannot: they become ``�``.
    """
    return json_value(document) + b"\n"


def json_value(value: object, indent: int = 0) -> bytes:
    """Return a value as it stands in ``encoded_json`` of a document where its member is indented by so many spaces."""
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:
        data = msgspec.json.encode(_without_surrogates(msgspec.to_builtins(value)))
    data = msgspec.json.format(data, indent=2)
    return data.replace(b"\n", b"\n" + b" " * indent) if indent else data


def _without_surrogates(value: object) -> object:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _without_surrogates(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(part) for part in value]
    return value


def sentence(code: str, lang: Language, params: Mapping[str, object] | None = None) -> str:
    """Return the text for a code that came with the result; the code itself where this version has no text for it."""
    if not messages.has_text(code, lang):
        return clean(code)
    try:
        return clean(messages.text(code, lang, params))
    except KeyError:
        # A sentence for many components at once, or a result of another version with other parameters.
        return clean(messages.text_as_is(code, lang).format_map(_Blanks(params or {})))


def problem_text(problem: Problem, lang: Language) -> str:
    """Return what is wrong, as a sentence."""
    return sentence(problem.code, lang, problem.params)


def reason_text(entry: NotEvaluated, lang: Language) -> str:
    """Return why a component was not evaluated, as a sentence."""
    params = {
        "ref": entry.ref,
        "purl": entry.purl or "",
        "name": entry.name,
        "version": entry.version,
        "detail": entry.detail or "",
    }
    return sentence(entry.reason, lang, params)


def reason_with_detail(entry: NotEvaluated, lang: Language) -> str:
    """Return why a component was not evaluated, with the detail where the sentence does not hold it already."""
    text = reason_text(entry, lang)
    detail = clean(entry.detail or "")
    return f"{text} ({detail})" if detail and detail not in text else text


def match_text(finding: Finding, lang: Language) -> str:
    """Return why a component is reported, and which sources disagree, as sentences."""
    against = conflict_text(finding, lang)
    return f"{reason_of_match(finding, lang)} {against}" if against else reason_of_match(finding, lang)


def reason_of_match(finding: Finding, lang: Language) -> str:
    """Return why a component is reported, as a sentence; the compared values are parameters of it."""
    match, component = finding.match, finding.component
    params: dict[str, object] = {
        "criterion": match.criterion,
        "source": match.source,
        "range": match.range,
        "scheme": match.scheme,
        "name": component.name,
        "version": component.version,
        "purl": component.purl or "",
    }
    return sentence(match.reason, lang, params | dict(match.compared))


def conflict_text(finding: Finding, lang: Language) -> str:
    """Return which records leave the version out and which policy decided, as a sentence; ``""`` where all agree."""
    match = finding.match
    if not match.conflicts:
        return ""
    against = {"records": ", ".join(match.conflicts), "policy": sentence(match.policy, lang, {})}
    return sentence("matching.conflict", lang, against)


def compared_text(match: Match) -> str:
    """Return the compared values on one line."""
    return ", ".join(f"{clean(name)} = {clean(value)}" for name, value in match.compared)


def percent(ratio: float) -> str:
    """Return a probability as per cent: ``97.5%``, ``0.043%``; enough to tell small ones apart, never rounded up to 100."""
    value = ratio * 100
    if 99.9 < value < 100:
        return ">99.9%"
    return f"{value:.1f}%" if value >= 1 else f"{value:.2f}%" if value >= 0.1 else f"{value:.3f}%"


def day(time: str | None) -> str:
    """Return the day of an ISO 8601 time, ``""`` where absent."""
    return clean(time or "")[:10]


def component_label(name: str, version: str, ref: str) -> str:
    """Return a component for people: name and version, or its ref where it has no name."""
    return clean(f"{name} {version}".strip() or ref)


def joined(values: Sequence[str], lang: Language) -> str:
    """Return values as a list within a line."""
    return ("、" if lang == "ja" else ", ").join(values)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        return datetime.fromisoformat(f"{text}+00:00" if "T" in text else f"{text}T00:00:00+00:00")
    return moment
