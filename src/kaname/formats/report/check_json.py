"""A judgement as JSON: exactly profile, conformant, score, attributes, failures (docs/reference/profiles.md)."""

import msgspec
from msgspec import Struct

from kaname import messages
from kaname.messages import Language
from kaname.sbom.judge import Failure, Judgement


class _Attribute(Struct, frozen=True):
    id: str
    grade: str | None
    met: bool
    paths: tuple[str, ...]


class _Failure(Struct, frozen=True, gc=False):
    rule: str
    severity: str
    path: str
    message: str
    clause: str


class _Report(Struct, frozen=True):
    profile: str
    conformant: bool
    score: float
    attributes: list[_Attribute]
    failures: list[_Failure]


def render_check_json(judgement: Judgement, *, lang: Language) -> bytes:
    """Return a judgement as indented JSON, messages in a language. Same judgement, same bytes."""
    report = _Report(
        judgement.profile,
        judgement.conformant,
        judgement.score,
        [_Attribute(each.id, each.grade, each.met, each.paths) for each in judgement.attributes],
        [
            _Failure(each.rule, each.severity, each.path, failure_text(each, lang), each.clause)
            for each in judgement.failures
        ],
    )
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def failure_text(failure: Failure, lang: Language) -> str:
    """Return the sentence for a failure."""
    return messages.text(failure.code, lang, {"component": failure.component, "detail": failure.detail})
