"""The in-toto Statement v1 that carries a declaration, and its reading back.

Source: in-toto Attestation Framework 1.0, spec/v1/statement.md. The predicate type is our own and documented in
docs/reference/declarations.md. A statement must have a subject with a digest: it is the assessment as it stood, and each
release file that the declarer names. Refuses other statement and predicate types, and subjects that the predicate does
not name.
"""

import msgspec
from msgspec import Struct, field

from kaname.errors import InputError
from kaname.model.declaration import DeclaredContent

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:kaname:predicate:self-declaration:1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
# A declaration with a thousand results and their evidence takes 1 MB.
MAX_STATEMENT_BYTES = 16 * 1024 * 1024


class _Subject(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    digest: dict[str, str]


class _Statement(Struct, frozen=True, forbid_unknown_fields=True):
    type: str = field(name="_type")
    subject: list[_Subject]
    predicate_type: str = field(name="predicateType")
    predicate: DeclaredContent


class _Header(Struct, frozen=True):
    type: str = field(name="_type")
    predicate_type: str = field(name="predicateType")


def write_statement(content: DeclaredContent) -> bytes:
    """Return the in-toto statement of a declaration. Same content, same bytes."""
    statement = _Statement(STATEMENT_TYPE, _subjects(content), PREDICATE_TYPE, content)
    return msgspec.json.encode(statement, order="sorted")


def read_statement(data: bytes) -> DeclaredContent:
    """Return the declaration in an in-toto statement.

    Raises:
        InputError: not a statement, of another type, with members that are not known, or whose subject and predicate
            do not speak of the same things.
    """
    if len(data) > MAX_STATEMENT_BYTES:
        raise InputError("declaration.statement_too_large", limit_bytes=MAX_STATEMENT_BYTES)
    try:
        header = msgspec.json.decode(data, type=_Header)
        if header.type != STATEMENT_TYPE:
            raise InputError("declaration.statement_type", path="_type", given=header.type)
        if header.predicate_type != PREDICATE_TYPE:
            raise InputError("declaration.predicate_type", path="predicateType", given=header.predicate_type)
        statement = msgspec.json.decode(data, type=_Statement)
    except msgspec.ValidationError as error:
        detail, _, path = str(error).partition(" - at `")
        place = path.rstrip("`").removeprefix("$.") or None
        raise InputError("declaration.statement_form", path=place, detail=detail) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("declaration.statement_not_json", detail=str(error)) from error
    if statement.subject != _subjects(statement.predicate):
        raise InputError("declaration.subject_differs", path="subject")
    return statement.predicate


def _subjects(content: DeclaredContent) -> list[_Subject]:
    found = [_Subject(f"assessments/{content.basis.assessment}.yaml", {"sha256": content.basis.assessment_sha256})]
    return found + [_Subject(one.name, {"sha256": one.sha256}) for one in content.artifacts]
