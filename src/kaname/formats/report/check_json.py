"""A judgement as JSON: exactly profile, conformant, score, attributes, failures (docs/reference/profiles.md)."""

from collections.abc import Iterator

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


# Failures per piece: enough that writing costs little, few enough that no text of all of them is in memory at once.
_PIECE = 2_000


def render_check_json(judgement: Judgement, *, lang: Language) -> bytes:
    """Return a judgement as JSON, messages in a language. Same judgement, same bytes."""
    return b"".join(iter_check_json(judgement, lang=lang))


def iter_check_json(judgement: Judgement, *, lang: Language) -> Iterator[bytes]:
    """Walk the pieces of the JSON of a judgement: one attribute and one failure per line, since there may be millions."""
    encode = msgspec.json.Encoder().encode
    head = (encode(judgement.profile), encode(judgement.conformant), encode(judgement.score))
    yield b'{\n  "profile": %b,\n  "conformant": %b,\n  "score": %b,\n  "attributes": [' % head
    attributes = [_Attribute(each.id, each.grade, each.met, each.paths) for each in judgement.attributes]
    yield _lines([encode(each) for each in attributes])
    yield b'],\n  "failures": ['
    failures = judgement.failures
    for start in range(0, len(failures), _PIECE):
        piece = [
            encode(_Failure(each.rule, each.severity, each.path, failure_text(each, lang), each.clause))
            for each in failures[start : start + _PIECE]
        ]
        last = start + _PIECE >= len(failures)
        yield _lines(piece) if last else b"".join([b"\n    " + each + b"," for each in piece])
    yield b"]\n}\n"


def _lines(items: list[bytes]) -> bytes:
    return b",".join([b"\n    " + each for each in items]) + b"\n  " if items else b""


def failure_text(failure: Failure, lang: Language) -> str:
    """Return the sentence for a failure."""
    return messages.text(failure.code, lang, failure.params)
