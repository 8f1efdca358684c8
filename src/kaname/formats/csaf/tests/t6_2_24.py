"""6.2.24 Usage of non-latest CWE version."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, NotRun, fault
from kaname.formats.csaf.cwe import latest_at
from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.places import cwe_objects
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield CWEs of another version than the latest at the time of the last revision."""
    moment = parse_moment(advisory.tracking.get("current_release_date").text)
    if moment is None:
        return
    latest = latest_at(moment.second)
    for node in cwe_objects(advisory):
        version = node.get("version")
        if latest is None:
            yield NotRun(version.path, "cwe_latest", {"version": version.text})
        elif version.text != latest:
            yield fault(version, version=version.text, latest=latest)


TEST = CsafTest(id="6.2.24", versions=ONLY_2_1, check=check)
