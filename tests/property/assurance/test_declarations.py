"""Declarations: codes, scopes and states hold for all inputs, not only for the examples."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.assurance import declaration as life
from kaname.errors import InputError, IntegrityError
from kaname.model.declaration import (
    Declaration,
    DeclaredBasis,
    DeclaredContent,
    DeclaredScope,
    Declarer,
    ResponsiblePerson,
    Revocation,
    StatedResult,
)
from kaname.model.words import PartialWords as Words
from kaname.versions.order import compare

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
DIGESTS = st.binary(max_size=20).map(lambda data: hashlib.sha256(data).hexdigest())
VERSIONS = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12)).map(
    lambda parts: ".".join(map(str, parts))
)


def content(begin: date, end: date) -> DeclaredContent:
    return DeclaredContent(
        id="d",
        declarer=Declarer("a"),
        responsible=ResponsiblePerson("b"),
        scope=DeclaredScope("p"),
        basis=DeclaredBasis(
            "a",
            "0" * 64,
            "ssdf",
            "1.1",
            Words("x", "x"),
            "final",
            "2026-01-01",
            (StatedResult("1", Words(), "met"),),
        ),
        statement=Words(en="s"),
        issued=begin.isoformat(),
        valid_from=begin.isoformat(),
        valid_until=end.isoformat(),
    )


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


class TestCodes:
    @given(DIGESTS, DIGESTS)
    def test_a_code_belongs_to_one_digest(self, one: str, other: str) -> None:
        code = life.check_code(one)
        life.verify_code(one, code)
        life.verify_code(one, f" {code.lower().replace('-', ' ').replace('0', 'O').replace('1', 'i')} ")
        if one != other:
            with pytest.raises(IntegrityError):
                life.verify_code(other, code)

    @given(DIGESTS, st.text(max_size=30))
    def test_any_typing_is_answered(self, digest: str, typed: str) -> None:
        try:
            life.verify_code(digest, typed)
        except IntegrityError as error:
            assert error.code == "declaration.wrong_code"


class TestValidity:
    @given(DAYS, st.integers(0, life.MAX_VALIDITY_DAYS), DAYS)
    def test_in_force_exactly_between_both_ends(self, begin: date, days: int, today: date) -> None:
        end = begin + timedelta(days=days)
        declared = content(begin, end)
        life.check_content(declared)
        status = life.declaration_status(Declaration(declared, "signed", statement_sha256="1"), now=at(today))
        expected = "not_yet_valid" if today < begin else "expired" if today > end else "signed"
        assert status == expected
        if expected == "signed":
            life.verify_in_force(declared, now=at(today))
        else:
            with pytest.raises(IntegrityError):
                life.verify_in_force(declared, now=at(today))

    @given(DAYS, DAYS)
    def test_a_revocation_outlasts_every_date(self, begin: date, today: date) -> None:
        declared = Declaration(content(begin, begin), "published", statement_sha256="1")
        revoked = [Revocation("d", "1", "2020-01-01T00:00:00Z", "x")]
        assert life.declaration_status(declared, now=at(today), revocations=revoked) == "revoked"


class TestSteps:
    @given(st.lists(st.sampled_from(["approve", "sign", "publish"]), max_size=6))
    def test_no_order_of_steps_signs_what_was_not_approved(self, steps: list[str]) -> None:
        now = at(date(2026, 1, 1))
        one = Declaration(content(date(2026, 1, 1), date(2026, 12, 31)))
        for step in steps:
            try:
                if step == "approve":
                    one = life.approve(one, by="b", statement_sha256="1", now=now)
                elif step == "sign":
                    life.check_may_sign(one, statement_sha256="1")
                    one = life.sign(one, statement_sha256="1", key="k", now=now)
                else:
                    one = life.publish(one, where="r", now=now)
            except InputError as error:
                assert error.code == "declaration.wrong_state"
        order = ["draft", "approved", "signed", "published"]
        assert [event.step for event in one.history] == order[1 : order.index(one.state) + 1]


class TestScope:
    @given(VERSIONS, VERSIONS, VERSIONS)
    def test_a_range_is_what_the_version_order_says(self, low: str, high: str, version: str) -> None:
        if compare("semver", low, high) != -1:
            return
        scope = DeclaredScope("p", version_range=f"vers:semver/>={low}|<{high}")
        inside = compare("semver", version, low) in (0, 1) and compare("semver", version, high) == -1
        if inside:
            life.verify_scope(scope, product="p", version=version)
        else:
            with pytest.raises(IntegrityError):
                life.verify_scope(scope, product="p", version=version)
