"""Version orders of package ecosystems as order-preserving byte keys, and ranges as pairs of keys.

``sort_key(scheme, text)`` gives bytes whose byte order is the ecosystem's version order, so that a range test is two byte
comparisons in any database. Equal versions have equal keys. What cannot be parsed is ``Undetermined`` with a reason code,
never an exception and never a guess.
"""

from kaname.versions.order import SCHEMES, KeyFunction, Undetermined, compare, sort_key
from kaname.versions.ranges import AffectedInterval, Interval, contains, exact_interval, osv_intervals

__all__ = [
    "SCHEMES",
    "AffectedInterval",
    "Interval",
    "KeyFunction",
    "Undetermined",
    "compare",
    "contains",
    "exact_interval",
    "osv_intervals",
    "sort_key",
]
