"""Laws of precedence: order does not matter, strangers change nothing, documents survive."""

from datetime import UTC, date, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kaname.formats.openvex import read_openvex, write_openvex
from kaname.model.finding import ComponentKey, Finding, Identity, Match
from kaname.model.statement import JUSTIFICATIONS, STATUSES, ProductRef, Statement, StatementSource
from kaname.model.vulnerability import Vulnerability
from kaname.triage.statements import Judgement, StatementIndex
from kaname.triage.trust import TrustedIssuer, TrustPolicy

NOW = datetime(2026, 11, 21, tzinfo=UTC)
POLICY = TrustPolicy(
    issuers=(
        TrustedIssuer(issuer="supplier", role="supplier"),
        TrustedIssuer(issuer="distro", role="distributor"),
        TrustedIssuer(issuer="friend"),
    )
)
PRODUCT = ProductRef(id="pkg:npm/a@1", purls=("pkg:npm/a@1",))
TEXT = st.text(max_size=20)

statements = st.lists(
    st.builds(
        Statement,
        id=st.uuids().map(str),
        vulnerability=st.just("CVE-1"),
        status=st.sampled_from(STATUSES),
        products=st.just((PRODUCT,)),
        issuer=st.sampled_from(("supplier", "distro", "friend", "stranger")),
        issued=st.dates(min_value=date(2020, 1, 1)).map(lambda day: f"{day.isoformat()}T00:00:00Z"),
        valid_until=st.sampled_from(("", "2020-01-01", "2030-01-01")),
        source=st.just(StatementSource(format="openvex")),
    ),
    max_size=8,
    unique_by=lambda one: (one.issuer, one.issued),
)


def judge(given_statements: list[Statement]) -> Judgement:
    finding = Finding(
        target="t",
        component=ComponentKey(ref="a", purl="pkg:npm/a@1", name="a", version="1"),
        vulnerability=Vulnerability(id="CVE-1"),
        match=Match(criterion="", source="", range="", scheme="", reason=""),
    )
    identity = Identity(ref="a", name="a", version="1", purls=("pkg:npm/a@1",))
    return StatementIndex(given_statements, policy=POLICY, now=NOW).judge(finding, identity=identity, subject=None)


class TestPrecedence:
    @given(statements, st.randoms(use_true_random=False))
    def test_the_order_of_statements_does_not_matter(self, found: list[Statement], random: Random) -> None:
        shuffled = list(found)
        random.shuffle(shuffled)
        one, other = judge(found), judge(shuffled)
        assert (one.status, one.conflict) == (other.status, other.conflict)

    @given(statements)
    def test_strangers_change_nothing(self, found: list[Statement]) -> None:
        known = [one for one in found if one.issuer != "stranger"]
        whole, without = judge(found), judge(known)
        assert (whole.status, whole.conflict) == (without.status, without.conflict)

    @given(statements)
    def test_every_statement_is_shown_with_a_verdict(self, found: list[Statement]) -> None:
        judgement = judge(found)
        assert len(judgement.candidates) == len(found)
        deciding = [one for one in judgement.candidates if one.verdict == "applied"]
        assert len(deciding) == (judgement.status is not None)


class TestOpenvex:
    @given(
        st.lists(
            st.builds(
                Statement,
                id=st.just(""),
                vulnerability=st.text(min_size=1, max_size=20),
                status=st.just("not_affected"),
                justification=st.sampled_from(JUSTIFICATIONS),
                products=st.just((PRODUCT,)),
                aliases=st.lists(TEXT, max_size=2).map(tuple),
                impact=TEXT,
                action=TEXT,
                notes=TEXT,
                issuer=st.just("A"),
                issued=st.just("2026-01-01T00:00:00Z"),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_what_is_written_is_read_again(self, given_statements: list[Statement]) -> None:
        written, losses = write_openvex(given_statements, identifier="i", author="A", now=NOW)
        assert not losses
        again = read_openvex(written).statements
        fields = (
            "vulnerability",
            "aliases",
            "status",
            "justification",
            "impact",
            "action",
            "notes",
            "products",
            "issued",
        )
        for before, after in zip(given_statements, again, strict=True):
            assert [getattr(before, name) for name in fields] == [getattr(after, name) for name in fields]
