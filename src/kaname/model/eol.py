"""Release cycles of products and when their support ends."""

from msgspec import Struct


class EolCycle(Struct, frozen=True, kw_only=True):
    """One release cycle. Days are ISO 8601; None where the source does not say.

    Attributes:
        cycle: name, such as ``3.11``. codename: ``""`` where there is none.
        support_ends: end of active support; ends: end of security fixes; extended_ends: end of paid extended support.
        ended: what the source says without a day: True ended, False not ended, None unknown or given as a day.
        latest, latest_date: latest release of the cycle.
    """

    cycle: str
    codename: str = ""
    released: str | None = None
    support_ends: str | None = None
    ends: str | None = None
    extended_ends: str | None = None
    ended: bool | None = None
    long_term: bool = False
    latest: str = ""
    latest_date: str | None = None


class EolAnswer(Struct, frozen=True, kw_only=True):
    """What is known about a version of a product.

    Attributes:
        product: id in endoflife.date; title: its name. version: as asked.
        cycle: the cycle it belongs to, None where none fits.
        status: ``supported``, ``security-only`` (active support ended), ``ended``, ``unknown``.
        cycles: every cycle of the product, newest first. source, as_of: where this is from and how old that is.
    """

    product: str
    title: str
    version: str
    cycle: EolCycle | None
    status: str
    cycles: tuple[EolCycle, ...]
    source: str
    as_of: str | None
