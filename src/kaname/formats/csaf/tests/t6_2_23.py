"""6.2.23 Usage of deprecated CWE."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, NotRun, fault
from kaname.formats.csaf.cwe import is_deprecated
from kaname.formats.csaf.places import cwe_objects
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield CWEs that are deprecated in the version given."""
    for node in cwe_objects(advisory):
        identifier, version = node.get("id").text, node.get("version").text
        answer = is_deprecated(identifier, version)
        if answer:
            yield fault(node.get("id"), id=identifier)
        elif answer is None:
            yield NotRun(node.path, "cwe", {"id": identifier, "version": version})


TEST = CsafTest(id="6.2.23", versions=ONLY_2_1, check=check)
