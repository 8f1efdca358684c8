"""Tests are run: reports in the JUnit form, with the number of tests and failures."""

from datetime import datetime
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kaname.assurance.collectors.collector import Proposal, Support, Trace, base_name, propose, seen_by_content
from kaname.catalogs.pack import Text

_SUPPORTS = (
    Support("ssdf", "PW.8.2", "strong"),
    Support("ssdf", "PO.3.3", "moderate"),
    Support("cyber-infra-provider", "(1)-3", "strong"),
)


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose JUnit reports (``*.xml`` with ``junit`` or ``TEST-`` in the name) that can be read."""
    return propose(
        trace,
        now,
        collector="test-reports",
        title=Text(ja="試験の報告書 (JUnit 形式)", en="Reports of tests (JUnit form)"),
        seen=seen_by_content(trace, _is_wanted, _detail),
        supports=_SUPPORTS,
        valid_days=90,
    )


def _is_wanted(name: str) -> bool:
    last = base_name(name)
    return last.lower().endswith(".xml") and ("junit" in last.lower() or last.startswith("TEST-"))


def _detail(data: bytes) -> str:
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError):
        return ""  # not XML, or XML with entities: nothing to propose
    suites = [root] if root.tag == "testsuite" else list(root.iter("testsuite")) if root.tag == "testsuites" else []
    cases = [case for suite in suites for case in suite.findall("testcase")]
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    return f"tests: {len(cases)}, failed: {failed}" if cases else ""
