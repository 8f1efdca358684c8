"""Whatever a document holds: every component is either evaluated or listed with a reason that has a text."""

from hypothesis import given
from hypothesis import strategies as st

from kaname import messages
from kaname.matching.engine import MatchEngine
from kaname.matching.plan import REASONS
from kaname.model.sbom import Sbom
from kaname.testing.knowledge import FakeKnowledge
from kaname.testing.sboms import make_component, make_sbom

_VERSIONS = st.sampled_from(["1.0.0", "2.0.0", "1:2-3", "banana", "", "v1.2.3", "1.2-r0", "3.0-1.el9", "(devel)"])
_WORDS = (
    """npm pypi maven golang cargo gem nuget composer deb rpm apk alpine hex pub swift github generic oci conan julia"""
)
_TYPES = st.sampled_from(_WORDS.split())
_NAMES = st.sampled_from(["a", "b/c", "debian/tar", "alpine/busybox", "redhat/git", "stdlib", "", "@x/y", "%zz"])
_QUERIES = st.sampled_from(
    ["", "?distro=debian-12", "?distro=x&upstream=a", "?Arch=1", "?upstream=a.src.rpm", "?repository_id=r"]
)
_PURLS = st.builds(
    lambda kind, name, version, query: f"pkg:{kind}/{name}@{version}{query}", _TYPES, _NAMES, _VERSIONS, _QUERIES
)
_TEXTS = st.one_of(st.none(), _PURLS, st.text(max_size=12))
_KINDS = st.sampled_from(["library", "operating-system", "file", "container", "", "framework"])


@st.composite
def documents(draw: st.DrawFn) -> Sbom:
    components = [
        make_component(
            draw(_TEXTS),
            ref=f"c{number}",
            name=draw(st.sampled_from(["a", "debian", "rhel"])),
            version=draw(_VERSIONS),
            kind=draw(_KINDS),
            purls=tuple(draw(st.lists(_PURLS, max_size=2))),
            source_packages=tuple(draw(st.lists(st.tuples(st.just("a"), _VERSIONS), max_size=1))),
        )
        for number in range(draw(st.integers(0, 8)))
    ]
    refs = st.sampled_from([component.ref for component in components] or ["c0"])
    edges = draw(st.lists(st.tuples(refs, refs), max_size=12))
    return make_sbom(components, root=draw(st.sampled_from(["c0", "nowhere", None])), edges=edges)


def _knowledge() -> FakeKnowledge:
    knowledge = FakeKnowledge("Red Hat:enterprise_linux:9::baseos", "Alpine:v3.18", "Go")
    for ecosystem in ("npm", "PyPI", "Debian:12", "Go", "Maven"):
        knowledge.add("CVE-1", ecosystem, "a", fixed="1.5.0")
        knowledge.add("CVE-2", ecosystem, "a", introduced="banana?!")
    return knowledge


class TestCoverage:
    @given(documents())
    def test_evaluated_and_not_evaluated_make_all_components(self, sbom: Sbom) -> None:
        coverage = MatchEngine(_knowledge()).match(sbom, target="t").coverage
        assert coverage.components == len(sbom.components)
        assert coverage.evaluated + len(coverage.not_evaluated) == coverage.components
        assert {entry.reason for entry in coverage.not_evaluated} <= set(REASONS)

    @given(documents())
    def test_a_component_with_findings_is_an_evaluated_one(self, sbom: Sbom) -> None:
        matched = MatchEngine(_knowledge()).match(sbom, target="t")
        left_out = {entry.ref for entry in matched.coverage.not_evaluated}
        assert left_out.isdisjoint(finding.component.ref for finding in matched.findings)

    @given(documents(), documents())
    def test_what_was_matched_before_changes_nothing(self, first: Sbom, second: Sbom) -> None:
        engine = MatchEngine(_knowledge())
        engine.match(first, target="t")
        assert engine.match(second, target="t") == MatchEngine(_knowledge()).match(second, target="t")


def test_every_reason_has_a_text_in_both_languages() -> None:
    for reason in REASONS:
        assert messages.has_text(reason, "en") and messages.has_text(reason, "ja")
