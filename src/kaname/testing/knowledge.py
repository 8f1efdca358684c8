"""A knowledge base in memory, for tests of everything that asks one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from kaname.ident.ecosystems import normalise_name, scheme_of
from kaname.knowledge.applicability import Configuration, index_pairs
from kaname.knowledge.query import CpeCriterion, Criterion, HashCriterion, NamedCpe
from kaname.model.source import SourceState
from kaname.model.vulnerability import CvssScore, EpssScore, KevEntry, Vulnerability
from kaname.versions import Undetermined, sort_key


class FakeKnowledge:
    """A base that is filled by hand; answers like ``kaname.knowledge.base.KnowledgeBase``.

    Attributes:
        asked: every (ecosystem, name) pair that was looked up, in order, so that a test can count questions.
    """

    def __init__(self, *ecosystems: str) -> None:
        self.asked: list[tuple[str, str]] = []
        self._ecosystems = set(ecosystems)
        self._criteria: dict[tuple[str, str], list[Criterion]] = {}
        self._groups: dict[str, int] = {}
        self._vulnerabilities: dict[int, Vulnerability] = {}
        self._cpe_criteria: dict[tuple[str, str], list[CpeCriterion]] = {}
        self._hashes: dict[str, list[HashCriterion]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close nothing; a base opened from a file would be."""

    def add(
        self,
        vulnerability: str,
        ecosystem: str,
        package: str,
        *,
        introduced: str = "0",
        fixed: str | None = None,
        record: str | None = None,
        source: str | None = None,
    ) -> None:
        """Add one affected range; several calls for one vulnerability or package add up.

        Args:
            introduced: first affected version, ``0`` for all from the beginning; unparsable text makes a range that matches
                nothing, as in a real base. fixed: first version that is not affected; None for none.
            record: id of the record that states it; the vulnerability's own id where omitted. source: ``osv:<ecosystem>``
                where omitted.
        """
        group = self._groups.setdefault(vulnerability, len(self._groups) + 1)
        self._vulnerabilities.setdefault(group, Vulnerability(id=vulnerability, summary=f"flaw {vulnerability}"))
        self._ecosystems.add(ecosystem)
        scheme = scheme_of(ecosystem) or "generic"
        lower = b"" if introduced == "0" else sort_key(scheme, introduced)
        upper = None if fixed is None else sort_key(scheme, fixed)
        parsed = not isinstance(lower, Undetermined) and not isinstance(upper, Undetermined)
        text = f">= {introduced}" + (f", < {fixed}" if fixed else "")
        key = (ecosystem, normalise_name(ecosystem, package))
        self._criteria.setdefault(key, []).append(
            Criterion(
                group=group,
                record=record or vulnerability,
                source=source or f"osv:{ecosystem.partition(':')[0]}",
                ecosystem=ecosystem,
                scheme=scheme,
                lower=lower if parsed and not isinstance(lower, Undetermined) else None,
                upper=upper if parsed and not isinstance(upper, Undetermined) else None,
                text=text,
                fixed=fixed,
            )
        )

    def rate(
        self, vulnerability: str, *, score: float | None = None, epss: float | None = None, kev: bool = False
    ) -> None:
        """State how bad and how likely a vulnerability that was added is."""
        group = self._groups[vulnerability]
        bands = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.1, "low"))
        severity = None if score is None else next((word for limit, word in bands if score >= limit), "none")
        cvss = (
            ()
            if score is None
            else (CvssScore(version="3.1", vector="CVSS:3.1/…", score=score, severity=severity, source=vulnerability),)
        )
        self._vulnerabilities[group] = Vulnerability(
            id=vulnerability,
            summary=f"flaw {vulnerability}",
            cvss=cvss,
            kev=KevEntry(listed=kev),
            epss=None if epss is None else EpssScore(score=epss, percentile=0.5, model="v1", date="2026-01-01"),
        )

    @property
    def digest(self) -> str:
        """A digest that stands for any content."""
        return "0" * 64

    def sources(self) -> Sequence[SourceState]:
        """Return one source for all."""
        return (SourceState(id="osv:test", as_of="2026-01-01T00:00:00Z", read=1, kept=1, skipped=0),)

    def ecosystems(self) -> frozenset[str]:
        """Return the ecosystems named at the start or by an added range."""
        return frozenset(self._ecosystems)

    def criteria(self, packages: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[Criterion]]:
        """Return the ranges of the given pairs; pairs without any are absent."""
        found = {}
        for pair in packages:
            self.asked.append(pair)
            if pair in self._criteria:
                found[pair] = self._criteria[pair]
        return found

    def add_cpe(
        self, vulnerability: str, *configurations: Configuration, record: str | None = None, source: str = "nvd"
    ) -> None:
        """Add configurations of a record; they are found by the vulnerable names in them."""
        group = self._groups.setdefault(vulnerability, len(self._groups) + 1)
        self._vulnerabilities.setdefault(group, Vulnerability(id=vulnerability, summary=f"flaw {vulnerability}"))
        entry = CpeCriterion(group, record or vulnerability, source, configurations)
        for pair in index_pairs(configurations):
            self._cpe_criteria.setdefault(pair, []).append(entry)

    def add_hash(self, vulnerability: str, value: str, *, algorithm: str = "SHA-256", label: str = "file") -> None:
        """Add a digest that a record calls affected."""
        group = self._groups.setdefault(vulnerability, len(self._groups) + 1)
        self._vulnerabilities.setdefault(group, Vulnerability(id=vulnerability, summary=f"flaw {vulnerability}"))
        self._hashes.setdefault(value, []).append(HashCriterion(group, vulnerability, "csaf:test", algorithm, label))

    def cpe_criteria(self, products: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[CpeCriterion]]:
        """Return the records that name the given products."""
        return {pair: self._cpe_criteria[pair] for pair in products if pair in self._cpe_criteria}

    def knows_product(self, vendor: str, product: str) -> bool:
        """Say whether a record names the product."""
        return (vendor, product) in self._cpe_criteria

    def has_cpe_data(self) -> bool:
        """Say whether configurations were added."""
        return bool(self._cpe_criteria)

    def hashes(self, values: Iterable[str]) -> Mapping[str, Sequence[HashCriterion]]:
        """Return the records that call the given digests affected."""
        return {value: self._hashes[value] for value in values if value in self._hashes}

    def similar_products(self, name: str, limit: int) -> Sequence[NamedCpe]:
        """Return nothing: names are looked up in real bases only."""
        return ()

    def vulnerabilities(self, groups: Iterable[int]) -> Mapping[int, Vulnerability]:
        """Return the details of groups."""
        return {group: self._vulnerabilities[group] for group in groups}

    def find(self, identifier: str) -> Vulnerability | None:
        """Return a vulnerability by its id."""
        group = self._groups.get(identifier)
        return None if group is None else self._vulnerabilities[group]
