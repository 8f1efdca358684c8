"""A record of JVN iPedia as its forms have it in common."""

from typing import NamedTuple


class JvnProduct(NamedTuple):
    """An affected product, or a line of the product list. ``cpe``: as written, ``""`` where none; ``versions``: in words."""

    vendor: str
    name: str
    cpe: str
    versions: tuple[str, ...] = ()

    @property
    def product(self) -> str:
        """Name of the product in words."""
        return self.name


class JvnRecord(NamedTuple):
    """One JVNDB record.

    Attributes:
        lang: ``ja`` or ``en``. overview: text, may hold HTML. ids: CVE, JVN#, CWE and other ids that it refers to.
        vectors: CVSS. hashes: (SHA-256, product). rank: 1 for the full record, 0 for the overview list.
    """

    id: str
    title: str
    overview: str
    lang: str
    published: str
    modified: str
    products: tuple[JvnProduct, ...]
    ids: tuple[str, ...]
    vectors: tuple[str, ...]
    references: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...] = ()
    rank: int = 0
