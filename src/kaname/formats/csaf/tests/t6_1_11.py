"""6.1.11 CWE."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, NotRun, fault
from kaname.formats.csaf.cwe import LATEST, look_up
from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.places import cwe_objects
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield CWEs that do not exist, are no weakness, or have another name."""
    written = parse_moment(advisory.tracking.get("current_release_date").text)
    for node in cwe_objects(advisory):
        identifier, name, version = node.get("id").text, node.get("name").text, node.get("version").text
        answer = look_up(identifier, name, version, written.second if written else None)
        if answer.verdict == "wrong_name":
            yield fault(node.get("name"), "name", id=identifier, name=name, expected=answer.expected)
        elif answer.verdict == "wrong_id":
            yield fault(node.get("id"), "unknown", id=identifier, version=version or LATEST)
        elif answer.verdict == "wrong_version":
            yield fault(node.get("version"), "version", version=version)
        elif answer.verdict == "not_listed" and answer.expected:
            told = {"id": identifier, "name": name, "version": version or "?", "expected": answer.expected}
            yield NotRun(node.path, "cwe_name", {**told, "known": LATEST})
        elif answer.verdict == "not_listed":
            yield NotRun(node.path, "cwe", {"id": identifier, "version": version or LATEST})


TEST = CsafTest(id="6.1.11", versions=BOTH, check=check)
