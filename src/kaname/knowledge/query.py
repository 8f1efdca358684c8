"""What the rooms above ask of a knowledge base. ``base.py`` answers from the SQLite file; tests may answer otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from kaname.knowledge.applicability import Configuration
from kaname.model.source import SourceState
from kaname.model.vulnerability import Vulnerability


class Criterion(NamedTuple):
    """One affected range of one record for one package; a row of the hot table.

    ``lower``/``upper`` are sort keys of ``scheme``: affected is ``lower <= key < upper`` in byte order; an inclusive end is
    stored as its key followed by one zero byte; ``upper`` None means open. ``lower`` None means that a bound could not be
    parsed: the range matches nothing and is reported (``text`` still shows it).
    """

    group: int
    record: str
    source: str
    ecosystem: str
    scheme: str
    lower: bytes | None
    upper: bytes | None
    text: str
    fixed: str | None


class CpeCriterion(NamedTuple):
    """One record that names a product as vulnerable, with all its configurations."""

    group: int
    record: str
    source: str
    configurations: tuple[Configuration, ...]


class HashCriterion(NamedTuple):
    """One record that calls a file with this digest affected; ``label``: what it is the digest of."""

    group: int
    record: str
    source: str
    algorithm: str
    label: str


class NamedCpe(NamedTuple):
    """A product as a source names it in words, beside its CPE name."""

    part: str
    vendor: str
    product: str
    vendor_name: str
    product_name: str


class Knowledge(Protocol):
    """A knowledge base opened for reading."""

    @property
    def digest(self) -> str:
        """Hex SHA-256 that names the content."""
        ...

    def sources(self) -> Sequence[SourceState]:
        """Return every source, ordered by id."""
        ...

    def ecosystems(self) -> frozenset[str]:
        """Return the ecosystems that have data, as OSV names with release where the source has one (``Debian:12``)."""
        ...

    def criteria(self, packages: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[Criterion]]:
        """Return all ranges of the given (ecosystem, normalised name) pairs; pairs without data are absent.

        Names are normalised by ``kaname.ident.ecosystems.normalise_name``. Cost: one index look-up per pair.
        """
        ...

    def cpe_criteria(self, products: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[CpeCriterion]]:
        """Return the records that name a product, by (vendor, product) in the quoted form of CPE names.

        Products without data are absent. Cost: one index look-up per product and about 20 microseconds per record.
        """
        ...

    def knows_product(self, vendor: str, product: str) -> bool:
        """Say whether any source names this product, be it only in a list of names."""
        ...

    def has_cpe_data(self) -> bool:
        """Say whether any record has CPE configurations."""
        ...

    def hashes(self, values: Iterable[str]) -> Mapping[str, Sequence[HashCriterion]]:
        """Return the records that call a digest affected, by lower-case hex value; others are absent."""
        ...

    def similar_products(self, name: str, limit: int) -> Sequence[NamedCpe]:
        """Return products whose name in words shares the most with ``name`` (folded), best first, at most ``limit``."""
        ...

    def vulnerabilities(self, groups: Iterable[int]) -> Mapping[int, Vulnerability]:
        """Return the details of alias groups."""
        ...

    def find(self, identifier: str) -> Vulnerability | None:
        """Return the group that holds an id (any alias, any case), or None."""
        ...
