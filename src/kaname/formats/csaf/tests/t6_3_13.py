"""6.3.13 Usage of non-latest SSVC decision point version."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.ssvc_points import latest_version, namespace_of
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield selections of registered points in another version than the latest."""
    for node in advisory.selections():
        namespace, key = namespace_of(node), node.get("key").text
        version = node.get("version")
        latest = "" if namespace.is_reserved else latest_version(namespace.base, key)
        if latest and version.text != latest:
            yield fault(version, version=version.text, point=f"{namespace.base}:{key}", latest=latest)


TEST = CsafTest(id="6.3.13", versions=ONLY_2_1, check=check)
