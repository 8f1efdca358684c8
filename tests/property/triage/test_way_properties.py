"""Laws of ways: a reassuring statement about B holds for C exactly where every way to C passes B, and never elsewhere."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kaname.model.finding import ComponentKey, Finding, Identity, Match, Ways
from kaname.model.statement import STATUSES, ProductRef, Statement, StatementSource, Status
from kaname.model.vulnerability import Vulnerability
from kaname.triage.statements import Judgement, StatementIndex
from kaname.triage.trust import TrustedIssuer, TrustPolicy

NOW = datetime(2026, 11, 21, tzinfo=UTC)
POLICY = TrustPolicy(issuers=(TrustedIssuer(issuer="friend"),))
ROOT, TARGET = 0, 6
SUBJECT = Identity(ref="n0", name="n0", version="1", purls=("pkg:npm/n0@1",))

# Edges from the container to what it contains, among seven components; cycles and loose ends included.
graphs = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=18)
middles = st.integers(1, 5)
reassuring = st.sampled_from(("not_affected", "fixed"))
warning = st.sampled_from(("affected", "under_investigation"))


def purl(number: int) -> str:
    return f"pkg:npm/n{number}@1"


def ways_of(edges: set[tuple[int, int]]) -> Ways:
    before: dict[str, tuple[str, ...]] = {}
    for number in range(7):
        before[f"n{number}"] = tuple(sorted(f"n{above}" for above, below in edges if below == number))
    identities = {
        f"n{number}": Identity(ref=f"n{number}", name=f"n{number}", version="1", purls=(purl(number),))
        for number in range(1, 7)
    }
    return Ways(root="n0", before=before, identities=identities)


def ref(number: int, *parts: ProductRef) -> ProductRef:
    return ProductRef(id=purl(number), purls=(purl(number),), parts=parts)


def judge(product: ProductRef, status: Status, ways: Ways | None) -> Judgement:
    statement = Statement(
        id="s",
        vulnerability="CVE-1",
        status=status,
        products=(product,),
        issuer="friend",
        source=StatementSource(format="openvex"),
    )
    finding = Finding(
        target="t",
        component=ComponentKey(ref=f"n{TARGET}", purl=purl(TARGET), name="n", version="1"),
        vulnerability=Vulnerability(id="CVE-1"),
        match=Match(criterion="", source="", range="", scheme="", reason=""),
    )
    identity = Identity(ref=f"n{TARGET}", name="n", version="1", purls=(purl(TARGET),))
    index = StatementIndex([statement], policy=POLICY, now=NOW)
    return index.judge(finding, identity=identity, subject=SUBJECT, ways=ways)


def simple_ways(edges: set[tuple[int, int]]) -> list[list[int]]:
    """Every way without repetition from a top to the target, by brute force."""
    above = {number: [one for one, below in edges if below == number] for number in range(7)}
    found: list[list[int]] = []

    def walk(way: list[int]) -> None:
        if way[0] == ROOT or not above[way[0]]:
            found.append(way)
            return
        for one in above[way[0]]:
            if one not in way:
                walk([one, *way])

    walk([TARGET])
    return found


class TestWays:
    @given(graphs, middles, reassuring)
    def test_it_reassures_where_every_way_passes_and_nowhere_else(
        self, edges: set[tuple[int, int]], middle: int, status: Status
    ) -> None:
        found = simple_ways(edges)
        passing = [way for way in found if middle in way]
        judgement = judge(ref(middle), status, ways_of(edges))
        if found and passing and len(passing) == len(found):
            assert judgement.status == status
            assert judgement.deciding is not None and judgement.deciding.through == (purl(middle),)
        elif passing:
            assert judgement.status is None
            assert [one.verdict for one in judgement.review] == ["other_ways"]
            past = [
                int(name.partition("/n")[2].partition("@")[0]) for name in judgement.candidates[0].past.split(" > ")
            ]
            assert middle not in past and past[-1] == TARGET
        else:
            # A loop that leads nowhere may name the middle; it never decides against a way that exists.
            assert judgement.status is None or not found

    @given(graphs, middles, warning)
    def test_it_warns_where_one_way_passes(self, edges: set[tuple[int, int]], middle: int, status: Status) -> None:
        if any(middle in way for way in simple_ways(edges)):
            assert judge(ref(middle), status, ways_of(edges)).status == status

    @given(graphs, st.sampled_from(STATUSES), st.booleans())
    def test_another_product_is_never_spoken_of(
        self, edges: set[tuple[int, int]], status: Status, names_the_part: bool
    ) -> None:
        elsewhere = ref(9, ref(TARGET)) if names_the_part else ref(9)
        assert judge(elsewhere, status, ways_of(edges)).candidates == ()

    @given(graphs, middles, reassuring)
    def test_a_part_within_a_middle_component_reaches_no_further_than_that_component(
        self, edges: set[tuple[int, int]], middle: int, status: Status
    ) -> None:
        ways = ways_of(edges)
        whole, part = judge(ref(middle), status, ways), judge(ref(middle, ref(TARGET)), status, ways)
        assert whole.status == part.status

    @given(graphs, middles, middles, reassuring)
    def test_a_longer_chain_never_reaches_further(
        self, edges: set[tuple[int, int]], outer: int, inner: int, status: Status
    ) -> None:
        ways = ways_of(edges)
        if judge(ref(outer, ref(inner)), status, ways).status is not None:
            assert judge(ref(outer), status, ways).status == status
            assert judge(ref(inner), status, ways).status == status

    @given(graphs, middles, reassuring)
    def test_the_described_product_may_head_the_chain(
        self, edges: set[tuple[int, int]], middle: int, status: Status
    ) -> None:
        ways = ways_of(edges)
        assert judge(ref(0, ref(middle)), status, ways).status == judge(ref(middle), status, ways).status
