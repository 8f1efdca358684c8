"""Which statement decides: trust, validity, versions, precedence, conflicts, releases."""

from datetime import UTC, datetime

import pytest

from kaname import messages
from kaname.model.finding import ComponentKey, Finding, Identity, Match
from kaname.model.sbom import Hash
from kaname.model.statement import ProductRef, Statement, StatementSource, Status
from kaname.model.vulnerability import Vulnerability
from kaname.triage.statements import Judgement, StatementIndex, Verdict, parse_time, reach_of
from kaname.triage.trust import TrustedIssuer, TrustPolicy

NOW = datetime(2026, 11, 21, tzinfo=UTC)
PURL = "pkg:npm/lodash@4.17.15"
APP = "pkg:generic/app@2.0"
COMPONENT = Identity(ref="c1", name="lodash", version="4.17.15", purls=(PURL,))
SUBJECT = Identity(ref="root", name="app", version="2.0", purls=(APP,), serial="urn:uuid:1")
POLICY = TrustPolicy(
    issuers=(
        TrustedIssuer(issuer="Lodash Team", role="supplier", components=("pkg:npm/lodash*",)),
        TrustedIssuer(issuer="Distro*", role="distributor"),
        TrustedIssuer(issuer="Friend"),
        TrustedIssuer(issuer="Other Friend"),
        TrustedIssuer(issuer="Signer", keys=("key-1",)),
    )
)


def ref(purl: str, *parts: ProductRef, **more: object) -> ProductRef:
    return ProductRef(id=purl, purls=(purl,), parts=parts, **more)  # type: ignore[arg-type]


def said(
    status: Status, issuer: str, *products: ProductRef, issued: str = "2026-01-01T00:00:00Z", **more: object
) -> Statement:
    source = None if issuer == "us" else StatementSource(format="openvex", signed_by=more.pop("keys", ()))  # type: ignore[arg-type]
    return Statement(
        id=f"{issuer} {status} {issued}",
        vulnerability=str(more.pop("vulnerability", "CVE-2021-23337")),
        status=status,
        products=products or (ref(PURL),),
        issuer=issuer,
        issued=issued,
        source=source,
        **more,  # type: ignore[arg-type]
    )


def judge(
    *statements: Statement,
    policy: TrustPolicy = POLICY,
    subject: Identity | None = SUBJECT,
    identity: Identity = COMPONENT,
    paths: tuple[str, ...] = (),
) -> Judgement:
    finding = Finding(
        target="t",
        component=ComponentKey(ref="c1", purl=PURL, name="lodash", version="4.17.15", paths=paths),
        vulnerability=Vulnerability(id="CVE-2021-23337", aliases=("GHSA-35jh-r3h4-6jhm",)),
        match=Match(criterion="purl", source="", range="", scheme="", reason=""),
    )
    return StatementIndex(statements, policy=policy, now=NOW).judge(finding, identity=identity, subject=subject)


def verdicts(judgement: Judgement) -> list[Verdict]:
    return [one.verdict for one in judgement.candidates]


def test_a_statement_of_an_accepted_issuer_decides() -> None:
    judgement = judge(said("not_affected", "Friend"))
    assert judgement.status == "not_affected"
    assert judgement.deciding is not None and judgement.deciding.rank == "other"
    assert not judgement.conflict


def test_it_is_found_by_any_alias_in_any_case() -> None:
    assert judge(said("fixed", "Friend", vulnerability="ghsa-35JH-r3h4-6jhm")).status == "fixed"
    assert judge(said("fixed", "Friend", vulnerability="CVE-2021-1")).candidates == ()


def test_an_issuer_that_nobody_accepted_is_shown_and_not_applied() -> None:
    judgement = judge(said("not_affected", "Stranger"))
    assert judgement.status is None
    assert verdicts(judgement) == ["untrusted"]


def test_an_unnamed_issuer_is_not_accepted_by_a_pattern() -> None:
    everyone = TrustPolicy(issuers=(TrustedIssuer(issuer="*"),))
    assert judge(said("not_affected", ""), policy=everyone).status is None


def test_a_name_in_a_file_does_not_make_it_ours() -> None:
    document = said("not_affected", "us in a file")
    assert judge(document).status is None
    assert judge(said("not_affected", "us")).deciding.rank == "own"  # type: ignore[union-attr]


@pytest.mark.parametrize(("keys", "status"), [((), None), (("key-2",), None), (("key-2", "key-1"), "fixed")])
def test_keys_that_are_asked_for(keys: tuple[str, ...], status: str | None) -> None:
    judgement = judge(said("fixed", "Signer", keys=keys))
    assert judgement.status == status
    assert verdicts(judgement) == (["applied"] if status else ["unsigned"])


def test_own_comes_before_supplier_before_distributor_before_others() -> None:
    issuers = ["Friend", "Distro X", "Lodash Team", "us"]
    statuses: list[Status] = ["affected", "fixed", "not_affected", "under_investigation"]
    spoken = [said(status, issuer) for issuer, status in zip(issuers, statuses, strict=True)]
    for count in range(1, len(spoken) + 1):
        assert judge(*spoken[:count]).status == statuses[count - 1]
    whole = judge(*reversed(spoken))
    assert whole.conflict
    assert verdicts(whole) == ["applied", "outranked", "outranked", "outranked"]


def test_a_supplier_speaks_with_that_rank_for_its_components_only() -> None:
    policy = TrustPolicy(issuers=(TrustedIssuer(issuer="S", role="supplier", components=("pkg:maven/*",)),))
    deciding = judge(said("fixed", "S"), policy=policy).deciding
    assert deciding is not None and deciding.rank == "other"


def test_inside_one_issuer_the_newest_counts() -> None:
    older = said("affected", "Friend", issued="2026-01-01T00:00:00Z")
    newer = said("fixed", "Friend", issued="2026-01-01T10:00:00+09:00")
    judgement = judge(newer, older)
    assert judgement.status == "fixed"
    assert not judgement.conflict
    assert verdicts(judgement) == ["applied", "superseded"]
    updated = said("affected", "Friend", updated="2026-06-01T00:00:00Z")
    assert judge(newer, updated).status == "affected"


def test_two_of_one_rank_that_contradict_give_the_more_cautious_and_a_conflict() -> None:
    judgement = judge(said("not_affected", "Friend", issued="2026-05-01T00:00:00Z"), said("affected", "Other Friend"))
    assert judgement.status == "affected"
    assert judgement.conflict
    assert {one.statement.issuer for one in judgement.candidates} == {"Friend", "Other Friend"}
    assert not judge(said("fixed", "Friend"), said("fixed", "Other Friend")).conflict


def test_an_untrusted_contradiction_makes_no_conflict() -> None:
    judgement = judge(said("fixed", "Friend"), said("affected", "Stranger"))
    assert judgement.status == "fixed"
    assert not judgement.conflict
    assert verdicts(judgement) == ["applied", "untrusted"]


def test_expired_and_future_statements_do_not_count() -> None:
    expired = judge(said("not_affected", "us", valid_until="2026-11-20"))
    assert (expired.status, verdicts(expired), len(expired.review)) == (None, ["expired"], 1)
    assert judge(said("not_affected", "us", valid_until="2026-11-21")).status == "not_affected"
    assert verdicts(judge(said("not_affected", "us", issued="2027-01-01T00:00:00Z"))) == ["future"]


def test_another_version_is_listed_for_review() -> None:
    judgement = judge(said("not_affected", "us", ref("pkg:npm/lodash@4.17.14")))
    assert judgement.status is None
    assert verdicts(judgement) == ["other_version"]
    assert len(judgement.review) == 1


def test_a_purl_without_version_is_about_all_and_a_range_limits_it() -> None:
    assert judge(said("fixed", "us", ref("pkg:npm/lodash"))).status == "fixed"
    inside = ref("pkg:npm/lodash", versions="vers:npm/>=4.17.0|<4.17.20")
    outside = ref("pkg:npm/lodash", versions="vers:npm/<4.17.0")
    broken = ref("pkg:npm/lodash", versions="vers:nonsense")
    assert judge(said("fixed", "us", inside)).status == "fixed"
    assert verdicts(judge(said("fixed", "us", outside))) == ["other_version"]
    assert verdicts(judge(said("fixed", "us", broken))) == ["undetermined_version"]


def test_qualifiers_of_the_statement_must_be_those_of_the_component() -> None:
    identity = Identity(ref="c1", version="1", purls=("pkg:deb/debian/ssl@1?arch=amd64&distro=debian-12",))
    fits = said("fixed", "us", ref("pkg:deb/debian/ssl@1?arch=amd64"))
    assert judge(fits, identity=identity).status == "fixed"
    assert judge(said("fixed", "us", ref("pkg:deb/debian/ssl@1?arch=arm64")), identity=identity).candidates == ()


def test_cpe_and_hash_identify_too() -> None:
    cpe = "cpe:2.3:a:lodash:lodash:4.17.15:*:*:*:*:*:*:*"
    digest = Hash("SHA-256", "ab" * 32)
    identity = Identity(ref="c1", name="lodash", version="4.17.15", cpes=(cpe,), hashes=(digest,))
    whole = ProductRef(id="x", cpes=("cpe:2.3:a:lodash:lodash:*:*:*:*:*:*:*:*",))
    other = ProductRef(id="x", cpes=("cpe:2.3:a:lodash:lodash:4.17.21:*:*:*:*:*:*:*",))
    assert judge(said("fixed", "us", whole), identity=identity).status == "fixed"
    assert verdicts(judge(said("fixed", "us", other), identity=identity)) == ["other_version"]
    assert judge(said("fixed", "us", ProductRef(id="x", hashes=(digest,))), identity=identity).status == "fixed"


def test_a_sub_component_counts_within_its_product_only() -> None:
    statement = said("not_affected", "us", ref(APP, ref(PURL)))
    inside = judge(statement)
    assert inside.status == "not_affected"
    assert inside.deciding is not None and inside.deciding.scope == "part"
    elsewhere = Identity(ref="root", name="other", version="1", purls=("pkg:generic/other@1",))
    assert judge(statement, subject=elsewhere).candidates == ()
    assert verdicts(judge(statement, subject=None)) == ["unknown_product"]


def test_a_statement_about_the_whole_product_covers_its_components() -> None:
    judgement = judge(said("not_affected", "us", ref(APP)))
    assert judgement.status == "not_affected"
    assert judgement.deciding is not None and judgement.deciding.scope == "product"


def test_a_statement_about_one_document_holds_for_its_product_alone() -> None:
    product = ProductRef(id="urn:cdx:1/1#c1", bom="urn:uuid:1", parts=(ProductRef(id="c1"),))
    assert judge(said("fixed", "us", product)).status == "fixed"
    other = Identity(ref="root", name="app", version="2.0", purls=(APP,), serial="urn:uuid:2")
    assert judge(said("fixed", "us", product), subject=other).candidates == ()


def test_the_name_of_a_component_is_no_identifier() -> None:
    assert judge(said("fixed", "us", ProductRef(id="lodash"))).candidates == ()
    assert judge(said("fixed", "us", ProductRef(id="app@2.0"))).status == "fixed"


@pytest.mark.parametrize(
    ("reach", "verdict"),
    [(("lodash",), "carried"), (("web > lodash",), "reach_changed"), ((), "other_release")],
)
def test_a_decision_about_another_release_carries_over_where_the_facts_are_the_same(
    reach: tuple[str, ...], verdict: Verdict
) -> None:
    statement = said("not_affected", "us", ref("pkg:generic/app@1.0", ref(PURL)), reach=reach)
    judgement = judge(statement, paths=("app@2.0 > lodash",))
    assert verdicts(judgement) == [verdict]
    assert judgement.status == ("not_affected" if verdict == "carried" else None)
    assert len(judgement.review) == (0 if verdict == "carried" else 1)


def test_decisions_of_others_do_not_carry_over() -> None:
    statement = said("not_affected", "Friend", ref("pkg:generic/app@1.0", ref(PURL)), reach=("lodash",))
    assert verdicts(judge(statement, paths=("app@2.0 > lodash",))) == ["other_release"]


def test_reach_leaves_the_root_out() -> None:
    assert reach_of(("app@1 > a > b", "app@1 > c", "app@1")) == ("a > b", "c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-07-17T18:28:47.696004345-06:00", datetime(2023, 7, 18, 0, 28, 47, 696004, UTC)),
        ("2026-03-31", datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)),
        ("0001-01-01T00:00:00+09:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_times(text: str, expected: datetime | None) -> None:
    assert parse_time(text) == expected


def test_every_verdict_rank_and_status_has_words() -> None:
    from typing import get_args

    from kaname.triage.trust import Rank

    for lang in messages.LANGUAGES:
        for verdict in get_args(Verdict):
            assert messages.text(f"vex.verdict.{verdict}", lang)
        for rank in get_args(Rank):
            assert messages.text(f"vex.rank.{rank}", lang)


def test_twenty_thousand_statements_answer_a_hundred_thousand_findings() -> None:
    """A tenth of each here; the cost is linear in both."""
    import time

    statements = [
        said("fixed", "Friend", ref(f"pkg:npm/n{n % 997}@1.{n % 7}"), vulnerability=f"CVE-2024-{n % 500:05d}")
        for n in range(2_000)
    ]
    identities = [Identity(ref=f"c{n}", version="1", purls=(f"pkg:npm/n{n}@1.{n % 7}",)) for n in range(997)]
    findings = [
        Finding(
            target="t",
            component=ComponentKey(ref=f"c{n % 997}", purl=None, name="n", version="1"),
            vulnerability=Vulnerability(id=f"CVE-2024-{n % 500:05d}"),
            match=Match(criterion="", source="", range="", scheme="", reason=""),
        )
        for n in range(10_000)
    ]
    started = time.process_time()
    index = StatementIndex(statements, policy=POLICY, now=NOW)
    decided = sum(
        index.judge(finding, identity=identities[n % 997], subject=SUBJECT).status is not None
        for n, finding in enumerate(findings)
    )
    assert time.process_time() - started < 0.6  # 3 s for ten times as much, and room for a slow machine
    assert decided


def test_a_range_in_a_purl_limits_the_statement() -> None:
    inside = ref("pkg:npm/lodash?vers=vers:npm%2F%3E%3D4.17.0%7C%3C4.17.20")
    outside = ref("pkg:npm/lodash?vers=vers:npm%2F%3C4.17.0")
    assert judge(said("fixed", "us", inside)).status == "fixed"
    assert verdicts(judge(said("fixed", "us", outside))) == ["other_version"]
