"""What is to be asked about a component: look-ups in ecosystems, or the reason why nothing can be asked."""

from collections.abc import Iterable
from typing import NamedTuple


class Lookup(NamedTuple):
    """One question to the knowledge base.

    Attributes:
        ecosystem: OSV name with release where data is per release. name: normalised for the ecosystem.
        version: as written, with its epoch where the identifier keeps it apart; never empty.
        criterion: how the component leads to this name: ``purl`` (by its own package URL), ``purl-upstream`` (by the source
            package it was built from), ``go-stdlib`` (by the toolchain that built it), ``go-major`` (module path completed
            by the major version), ``go-case`` (capitals that the purl lost, from the component's name).
    """

    ecosystem: str
    name: str
    version: str
    criterion: str


class Plan(NamedTuple):
    """The look-ups of a component.

    Attributes:
        lookups: never empty.
        unless_known: reason code that applies where the data knows none of the names. Used where the name may be the wrong
            one (a binary package whose source is not stated), so that an empty answer would prove nothing.
        detail: what the reason is about.
    """

    lookups: tuple[Lookup, ...]
    unless_known: str | None = None
    detail: str | None = None


class Refusal(NamedTuple):
    """Why nothing can be asked. ``reason``: code in ``matching.reason.*``; detail: the value that it is about."""

    reason: str
    detail: str | None = None


NO_IDENTIFIER = "matching.reason.no-identifier"
CPE_ONLY = "matching.reason.cpe-only"
CPE_INVALID = "matching.reason.cpe-invalid"
CPE_NOT_KNOWN = "matching.reason.cpe-not-known"
METHOD_NOT_SELECTED = "matching.reason.method-not-selected"
NOT_A_PACKAGE = "matching.reason.not-a-package"
PURL_INVALID = "matching.reason.purl-invalid"
TYPE_NOT_SUPPORTED = "matching.reason.type-not-supported"
WITHOUT_DATA = "matching.reason.ecosystem-without-data"
RELEASE_UNKNOWN = "matching.reason.release-unknown"
REPOSITORY_UNKNOWN = "matching.reason.repository-unknown"
GROUP_DOUBTFUL = "matching.reason.group-doubtful"
SOURCE_UNKNOWN = "matching.reason.source-package-unknown"
VERSION_MISSING = "matching.reason.version-missing"
VERSION_UNDETERMINED = "matching.reason.version-undetermined"
RANGE_UNDETERMINED = "matching.reason.range-undetermined"
MODULE_STREAM_UNKNOWN = "matching.reason.module-stream-unknown"

REASONS = (
    NO_IDENTIFIER,
    CPE_ONLY,
    CPE_INVALID,
    CPE_NOT_KNOWN,
    METHOD_NOT_SELECTED,
    NOT_A_PACKAGE,
    PURL_INVALID,
    TYPE_NOT_SUPPORTED,
    WITHOUT_DATA,
    RELEASE_UNKNOWN,
    REPOSITORY_UNKNOWN,
    GROUP_DOUBTFUL,
    SOURCE_UNKNOWN,
    VERSION_MISSING,
    VERSION_UNDETERMINED,
    RANGE_UNDETERMINED,
    MODULE_STREAM_UNKNOWN,
)
"""Every reason for which a component is listed as not evaluated."""


class Available:
    """The ecosystems that a knowledge base has data for, arranged for the questions of the matchers.

    Args:
        ecosystems: as ``Knowledge.ecosystems`` returns them.
    """

    def __init__(self, ecosystems: Iterable[str]) -> None:
        self.names = frozenset(ecosystems)
        self._by_product: dict[tuple[str, str, str], tuple[str, ...]] = {}
        for name in sorted(self.names):
            base, _, release = name.partition(":")
            product, _, rest = release.partition(":")
            version = rest.partition(":")[0]
            if product and rest:
                key = (base, product, version)
                self._by_product[key] = (*self._by_product.get(key, ()), name)

    def __contains__(self, ecosystem: str) -> bool:
        return ecosystem in self.names

    def of_product(self, base: str, product: str, version: str) -> tuple[str, ...]:
        """Return the ecosystems of a product release, one per repository: ``Red Hat:enterprise_linux:9::appstream`` …"""
        return self._by_product.get((base, product, version), ())

    def has_any(self, base: str) -> bool:
        """Say whether there is data for an ecosystem, whatever the release."""
        return any(name == base or name.startswith(base + ":") for name in self.names)
