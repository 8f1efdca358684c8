"""Assessments and evidence in a workspace: ``assessments/*.yaml`` and ``evidence/*.yaml``, written to be reviewed in git.

Reading is strict. An answer that is only a status may be written as the status alone (``a: met``). A file that a person
commented is not rewritten unless asked: comments cannot be kept, and nothing that was written is thrown away silently. The
comment block at the top of a file is kept.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from kaname.assurance.assessment import Assessment, Evidence, TaskAnswer
from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, Plain, parse_yaml, write_yaml
from kaname.errors import ErrorGroup, InputError
from kaname.store.files import file_error, read_bytes
from kaname.store.workspace import check_id, write_below

ASSESSMENT_SCHEMA = "kaname.assessment/1"
EVIDENCE_SCHEMA = "kaname.evidence/1"
_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
_SHA256 = re.compile(r"^[0-9a-f]{64}$")
_COMMENT = re.compile(r"(^|\s)#")


class _EvidenceFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A file in ``evidence/``: one or many."""

    schema: Literal["kaname.evidence/1"]
    evidence: tuple[Evidence, ...]


def assessment_path(workspace: Path, assessment_id: str) -> Path:
    """Return where an assessment is kept.

    Raises:
        InputError: the id is not fit for the name of a file.
    """
    return workspace / "assessments" / f"{check_id(assessment_id)}.yaml"


def read_assessments(workspace: Path) -> tuple[Assessment, ...]:
    """Return every assessment of a workspace, by file name.

    Raises:
        InputError, ErrorGroup: a file that cannot be used.
    """
    return tuple(read_assessment(path) for path in sorted((workspace / "assessments").glob("*.yaml")))


def read_assessment(path: Path) -> Assessment:
    """Return the assessment in a file.

    Raises:
        InputError: the file cannot be used; ``path`` is like ``a.yaml: answers.PO.1.1.items.a.status``.
    """
    label = f"{path.parent.name}/{path.name}"
    plain = parse_yaml(read_bytes(path, limit=MAX_BYTES), label)
    if not isinstance(plain, Mapping) or plain.get("schema") != ASSESSMENT_SCHEMA:
        raise InputError("workspace.not_an_assessment", path=label)
    body = {key: value for key, value in plain.items() if key not in ("schema", "answers")}
    answers = plain.get("answers") or {}
    if not isinstance(answers, Mapping):
        raise InputError("catalogs.wrong_type", path=f"{label}: answers", expected="object", found="array")
    assessment = convert_plain(body, Assessment, label)
    read = {task: _task_answer(value, f"{label}: answers.{task}") for task, value in answers.items()}
    found = msgspec.structs.replace(assessment, answers=read)
    errors = _assessment_defects(found, label, path)
    if errors:
        raise ErrorGroup("workspace.assessment_defects", errors, path=label) if len(errors) > 1 else errors[0]
    return found


def write_assessment(workspace: Path, assessment: Assessment, *, drop_comments: bool = False) -> Path:
    """Write an assessment to its place and return it.

    Raises:
        InputError: the file there holds comments other than at its top, and ``drop_comments`` is not set.
    """
    path = assessment_path(workspace, assessment.id)
    head = b""
    if path.exists():
        head, commented = _comments(read_bytes(path, limit=MAX_BYTES))
        if commented and not drop_comments:
            raise InputError("workspace.comments_would_be_lost", path=str(path), line=commented)
    body: dict[str, object] = {"schema": ASSESSMENT_SCHEMA}
    plain = msgspec.to_builtins(msgspec.structs.replace(assessment, answers={}))
    body |= {key: value for key, value in plain.items() if key != "answers"}
    body["answers"] = {task: _plain_answer(answer) for task, answer in assessment.answers.items()}
    write_below(path, head + write_yaml(body))
    return path


def read_evidence(workspace: Path) -> dict[str, Evidence]:
    """Return the evidence of a workspace by id.

    Raises:
        InputError, ErrorGroup: a file that cannot be used, or an id given twice.
    """
    found: dict[str, Evidence] = {}
    errors: list[InputError] = []
    for path in sorted((workspace / "evidence").glob("*.yaml")):
        label = f"{path.parent.name}/{path.name}"
        file = convert_plain(parse_yaml(read_bytes(path, limit=MAX_BYTES), label), _EvidenceFile, label)
        for index, evidence in enumerate(file.evidence):
            place = f"{label}: evidence[{index}]"
            errors += _evidence_defects(evidence, place)
            if evidence.id in found:
                errors.append(InputError("catalogs.duplicate_id", path=f"{place}.id", id=evidence.id))
            found[evidence.id] = evidence
    if errors:
        raise ErrorGroup("workspace.evidence_defects", errors) if len(errors) > 1 else errors[0]
    return found


def check_evidence_files(workspace: Path, evidence: Mapping[str, Evidence]) -> dict[str, str]:
    """Return, for evidence whose file does not bear it out, the message code of why; evidence by URL is not fetched.

    ``workspace.evidence_file_missing``: there is no such file. ``workspace.evidence_file_altered``: it has another digest.
    Cost: reads every file that has a digest.
    """
    found: dict[str, str] = {}
    for name, one in evidence.items():
        if one.file is None:
            continue
        path = workspace / one.file
        if not path.is_file():
            found[name] = "workspace.evidence_file_missing"
        elif one.sha256 is not None:
            try:
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                raise file_error(error, path) from None
            if digest != one.sha256:
                found[name] = "workspace.evidence_file_altered"
    return found


def _task_answer(value: Plain, place: str) -> TaskAnswer:
    if isinstance(value, str):
        return convert_plain({"status": value}, TaskAnswer, place)
    if not isinstance(value, Mapping):
        raise InputError("catalogs.wrong_type", path=place, expected="object", found=type(value).__name__)
    items = value.get("items")
    if isinstance(items, Mapping):
        full = {name: {"status": one} if isinstance(one, str) else one for name, one in items.items()}
        for name, one in full.items():
            if not isinstance(one, Mapping):
                where = f"{place}.items.{name}"
                raise InputError("catalogs.wrong_type", path=where, expected="object", found=type(one).__name__)
        value = {**value, "items": full}
    try:
        return convert_plain(value, TaskAnswer, place)
    except InputError as error:
        # The shape check cannot name keys of a free mapping; the first item that fails alone is the one meant.
        raise _narrowed(value, place) or error from None


def _narrowed(value: Mapping[str, Plain], place: str) -> InputError | None:
    items = value.get("items")
    for name, one in items.items() if isinstance(items, Mapping) else ():
        try:
            convert_plain({"items": {name: one}}, TaskAnswer, place)
        except InputError as error:
            tail = (error.path or "").rpartition("]")[2]
            return InputError(error.code, path=f"{place}.items.{name}{tail}", **dict(error.params))
    return None


def _plain_answer(answer: TaskAnswer) -> object:
    plain: dict[str, object] = msgspec.to_builtins(answer)
    items = plain.get("items")
    if isinstance(items, dict):
        plain["items"] = {name: one["status"] if set(one) == {"status"} else one for name, one in items.items()}
    return plain["status"] if set(plain) == {"status"} else plain


def _assessment_defects(assessment: Assessment, label: str, path: Path) -> list[InputError]:
    errors: list[InputError] = []
    if assessment.id != path.stem:
        errors.append(InputError("workspace.id_is_not_file_name", path=f"{label}: id", id=assessment.id))
    days = {"date": assessment.date} | {
        f"answers.{task}.due": answer.due for task, answer in assessment.answers.items()
    }
    for place, day in days.items():
        if day is not None and not is_day(day):
            errors.append(InputError("catalogs.not_a_date", path=f"{label}: {place}", value=day))
    return errors


def _evidence_defects(evidence: Evidence, place: str) -> list[InputError]:
    errors: list[InputError] = []
    for name, day in (("effective", evidence.effective), ("expires", evidence.expires)):
        if day is not None and not is_day(day):
            errors.append(InputError("catalogs.not_a_date", path=f"{place}.{name}", value=day))
    if evidence.sha256 is not None and not _SHA256.match(evidence.sha256):
        errors.append(InputError("workspace.not_a_sha256", path=f"{place}.sha256"))
    if not evidence.file and not evidence.url:
        errors.append(InputError("workspace.evidence_without_place", path=place, id=evidence.id))
    if evidence.file and (Path(evidence.file).is_absolute() or ".." in Path(evidence.file).parts):
        errors.append(InputError("workspace.path_outside", path=f"{place}.file", file=evidence.file))
    return errors


def is_day(text: str) -> bool:
    """True for a calendar day in ISO 8601 (``2026-03-31``)."""
    if not _DAY.match(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _comments(data: bytes) -> tuple[bytes, int]:
    """Return the comment block at the top, and the line of the first other comment (0 where there is none)."""
    lines = data.decode("utf-8-sig", errors="replace").splitlines(keepends=True)
    top = 0
    while top < len(lines) and (lines[top].startswith("#") or not lines[top].strip()):
        top += 1
    other = next(
        (number for number, line in enumerate(lines[top:], start=top + 1) if _COMMENT.search(_unquoted(line))), 0
    )
    return "".join(lines[:top]).encode("utf-8"), other


def _unquoted(line: str) -> str:
    return re.sub(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"", "", line)
