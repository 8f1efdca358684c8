"""The life of a declaration: draft → approved → signed → published, and how it ends; and what a declaration must hold.

Pure: no files, no keys, no clock. A step that is not allowed from where the declaration stands is refused; so is signing what
was changed after it was approved. ``renewed``, ``superseded``, ``revoked`` and ``expired`` are never written into a
declaration: they follow from the date, from the revocation list and from a successor, so that nobody has to keep them true.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from msgspec.structs import replace

from kaname.errors import ErrorGroup, InputError, IntegrityError, KanameError
from kaname.model.declaration import (
    Declaration,
    DeclarationStatus,
    DeclaredContent,
    DeclaredScope,
    LifeEvent,
    Revocation,
    RevocationList,
)
from kaname.versions.order import Undetermined
from kaname.versions.vers import contains_version, parse_vers

# A declaration says how things are; a longer promise is not one. JC-STAR labels last two years at most; three leave room
# for contracts that ask for more.
MAX_VALIDITY_DAYS = 3 * 366
CODE_GROUPS, CODE_GROUP_LENGTH = 4, 5
# Crockford's alphabet: no I, L, O, U, so that a code can be read aloud and typed.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def check_content(content: DeclaredContent) -> None:
    """Refuse content that a declaration may not be made of.

    Raises:
        InputError: one thing is missing or wrong; ErrorGroup: several.
    """
    errors: list[KanameError] = []
    needed = {
        "declarer.name": content.declarer.name,
        "responsible.name": content.responsible.name,
        "statement": content.statement.ja or content.statement.en,
        "basis.assessment_sha256": content.basis.assessment_sha256,
    }
    errors += [InputError("declaration.missing", path=path) for path, value in needed.items() if not value.strip()]
    errors += _day_errors(content)
    if not content.basis.results:
        errors.append(InputError("declaration.nothing_declared", path="basis.results"))
    if content.scope.version_range:
        try:
            parse_vers(content.scope.version_range)
        except InputError as error:
            errors.append(InputError(error.code, path="scope.version_range", **dict(error.params)))
    if errors:
        raise ErrorGroup("declaration.defects", errors) if len(errors) > 1 else errors[0]


def _day_errors(content: DeclaredContent) -> list[KanameError]:
    days: dict[str, date] = {}
    errors: list[KanameError] = []
    for name in ("issued", "valid_from", "valid_until"):
        try:
            days[name] = date.fromisoformat(getattr(content, name))
        except ValueError:
            errors.append(InputError("declaration.not_a_day", path=name, given=getattr(content, name)))
    if len(days) == 3:
        length = (days["valid_until"] - days["valid_from"]).days
        if length < 0:
            errors.append(InputError("declaration.ends_before_it_begins", path="valid_until"))
        elif length > MAX_VALIDITY_DAYS:
            errors.append(InputError("declaration.too_long", path="valid_until", days=length, limit=MAX_VALIDITY_DAYS))
    return errors


def approve(declaration: Declaration, *, by: str, statement_sha256: str, now: datetime) -> Declaration:
    """Return the declaration as approved by a person, for exactly the statement with a digest.

    Raises:
        InputError: it is not a draft, nobody is named, or its content may not be declared.
    """
    _expect(declaration, "approve", ("draft",))
    if not by.strip():
        raise InputError("declaration.who_approves")
    check_content(declaration.content)
    return replace(
        declaration,
        state="approved",
        approved_sha256=statement_sha256,
        history=(*declaration.history, LifeEvent("approved", moment(now), by)),
    )


def check_may_sign(declaration: Declaration, *, statement_sha256: str) -> None:
    """Refuse to sign what nobody approved, or what changed since.

    Raises:
        InputError: not approved. IntegrityError: changed after it was approved.
    """
    _expect(declaration, "sign", ("approved",))
    if declaration.approved_sha256 != statement_sha256:
        raise IntegrityError("declaration.changed_after_approval", id=declaration.content.id)


def sign(declaration: Declaration, *, statement_sha256: str, key: str, now: datetime) -> Declaration:
    """Return the declaration as signed. The caller made the signature after ``check_may_sign``."""
    _expect(declaration, "sign", ("approved",))
    return replace(
        declaration,
        state="signed",
        statement_sha256=statement_sha256,
        history=(*declaration.history, LifeEvent("signed", moment(now), key)),
    )


def publish(declaration: Declaration, *, where: str, now: datetime) -> Declaration:
    """Return the declaration as published; publishing again adds nothing."""
    if declaration.state == "published":
        return declaration
    _expect(declaration, "publish", ("signed",))
    return replace(
        declaration,
        state="published",
        history=(*declaration.history, LifeEvent("published", moment(now), note=where)),
    )


def revoke(
    declaration: Declaration, earlier: RevocationList | None, *, reason: str, by: str, now: datetime, next_update: str
) -> RevocationList:
    """Return the next revocation list, with this declaration in it.

    Raises:
        InputError: it was never signed, no reason is given, or it is revoked already.
    """
    _expect(declaration, "revoke", ("signed", "published"))
    if not reason.strip():
        raise InputError("declaration.why_revoke")
    before = earlier.revocations if earlier is not None else ()
    if find_revocation(declaration.statement_sha256, before) is not None:
        raise InputError("declaration.revoked_already", id=declaration.content.id)
    entry = Revocation(declaration.content.id, declaration.statement_sha256, moment(now), reason, by)
    number = earlier.number + 1 if earlier is not None else 1
    return RevocationList(number, moment(now), next_update, (*before, entry))


def find_revocation(statement_sha256: str, revocations: Iterable[Revocation]) -> Revocation | None:
    """Return the revocation of a signed statement, or None."""
    return next((one for one in revocations if one.statement_sha256 == statement_sha256), None)


def declaration_status(
    declaration: Declaration,
    *,
    now: datetime,
    revocations: Iterable[Revocation] = (),
    successors: Iterable[DeclaredContent] = (),
) -> DeclarationStatus:
    """Return where a declaration stands.

    Args:
        successors: signed declarations that may name this one in ``renews``. One with the same framework version and
            scope renews it; any other supersedes it.
    """
    content = declaration.content
    if declaration.state in ("draft", "approved"):
        return declaration.state
    if find_revocation(declaration.statement_sha256, revocations) is not None:
        return "revoked"
    today = now.astimezone(UTC).date().isoformat()
    for successor in successors:
        if successor.valid_from > today:
            continue  # signed ahead of time: until its first day, this one still holds
        if successor.renews == content.id and successor.renews_sha256 in ("", declaration.statement_sha256):
            return "renewed" if _same_object(content, successor) else "superseded"
    if today > content.valid_until:
        return "expired"
    return "not_yet_valid" if today < content.valid_from else declaration.state


def _same_object(before: DeclaredContent, after: DeclaredContent) -> bool:
    old, new = before.basis, after.basis
    return before.scope == after.scope and (old.framework, old.framework_version) == (
        new.framework,
        new.framework_version,
    )


def verify_in_force(content: DeclaredContent, *, now: datetime) -> None:
    """Check that a declaration holds on the day of ``now``, both ends included.

    Raises:
        IntegrityError: not yet valid, or expired.
    """
    today = now.astimezone(UTC).date().isoformat()
    if today < content.valid_from:
        raise IntegrityError("declaration.not_yet_valid", path="valid_from", day=content.valid_from)
    if today > content.valid_until:
        raise IntegrityError("declaration.expired", path="valid_until", day=content.valid_until)


def verify_not_revoked(statement_sha256: str, revocations: RevocationList, *, now: datetime) -> None:
    """Check that a signed statement is not on a revocation list, and that the list is recent.

    Raises:
        IntegrityError: revoked, or the list promised a newer one by now.
    """
    found = find_revocation(statement_sha256, revocations.revocations)
    if found is not None:
        raise IntegrityError("declaration.revoked", at=found.at, reason=found.reason)
    if now.astimezone(UTC).date().isoformat() > revocations.next_update:
        raise IntegrityError("declaration.revocations_outdated", day=revocations.next_update)


def verify_scope(scope: DeclaredScope, *, product: str | None = None, version: str | None = None) -> None:
    """Check that a declaration speaks of a product and a version.

    Args:
        product: name or package URL, letter by letter; None is not checked. version: None is not checked.

    Raises:
        IntegrityError: it does not, or that cannot be decided.
    """
    if product is not None and scope.product and product not in (scope.product, scope.purl):
        raise IntegrityError("declaration.wrong_product", path="scope.product", given=product, product=scope.product)
    if version is None or version in scope.versions or not (scope.versions or scope.version_range):
        return
    if scope.version_range:
        answer = contains_version(parse_vers(scope.version_range), version)
        if isinstance(answer, Undetermined):
            raise IntegrityError("declaration.version_undetermined", path="scope.version_range", version=version)
        if answer:
            return
    covered = " ".join((*scope.versions, scope.version_range)).strip()
    raise IntegrityError("declaration.wrong_version", path="scope", version=version, covered=covered)


def readable_range(version_range: str) -> str:
    """Return a VERS range without its prefix: ``>=2.0.0 <3.0.0``."""
    return version_range.partition("/")[2].replace("|", " ") or version_range


def check_code(statement_sha256: str) -> str:
    """Return the code printed on a declaration: the first 100 bits of the digest of its signed statement.

    Nobody can make another statement with a given code; reading 20 characters aloud or typing them is bearable.
    """
    number = int(statement_sha256, 16) >> (256 - 5 * CODE_GROUPS * CODE_GROUP_LENGTH)
    letters = ""
    for _ in range(CODE_GROUPS * CODE_GROUP_LENGTH):
        letters = _ALPHABET[number & 31] + letters
        number >>= 5
    return "-".join(letters[at : at + CODE_GROUP_LENGTH] for at in range(0, len(letters), CODE_GROUP_LENGTH))


def verify_code(statement_sha256: str, code: str) -> None:
    """Check a code as a person typed it: case, spaces, hyphens and look-alike letters do not matter.

    Raises:
        IntegrityError: it is the code of something else.
    """
    typed = "".join(code.upper().replace("-", " ").split()).translate(str.maketrans("OIL", "011"))
    if typed != check_code(statement_sha256).replace("-", ""):
        raise IntegrityError("declaration.wrong_code", given=code)


def moment(now: datetime) -> str:
    """Return a time as RFC 3339 UTC, whole seconds."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _expect(declaration: Declaration, step: str, states: tuple[str, ...]) -> None:
    if declaration.state not in states:
        raise InputError("declaration.wrong_state", id=declaration.content.id, step=step, state=declaration.state)
