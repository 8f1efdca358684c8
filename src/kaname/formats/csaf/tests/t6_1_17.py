"""6.1.17 Document status draft."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.numbers import parse_number
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield a status other than draft of version 0, 0.y.z or a pre-release."""
    version = parse_number(advisory.tracking.get("version").text)
    if version and advisory.status != "draft" and (version.major == 0 or version.pre_release):
        params = {"version": advisory.tracking.get("version").text, "status": advisory.status}
        yield fault(advisory.tracking.get("status"), **params)


TEST = CsafTest(id="6.1.17", versions=BOTH, check=check)
