"""Static analysis is done: reports in SARIF, with the tools and the number of results."""

from datetime import datetime

import msgspec
from msgspec import Struct

from kaname.assurance.collectors.collector import Proposal, Support, Trace, propose, seen_by_content
from kaname.catalogs.pack import Text


class _Driver(Struct):
    name: str = ""


class _Tool(Struct):
    driver: _Driver


class _Run(Struct):
    tool: _Tool
    results: list[msgspec.Raw] = []


class _Sarif(Struct):
    runs: list[_Run]


_SUPPORTS = (
    Support("ssdf", "PW.7.2", "strong"),
    Support("ssdf", "PO.3.3", "moderate"),
    Support("ssdf", "RV.1.2", "moderate"),
    Support("cyber-infra-provider", "(1)-3", "moderate"),
)


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose SARIF reports (``*.sarif``, ``*.sarif.json``) that can be read."""
    return propose(
        trace,
        now,
        collector="analysis-reports",
        title=Text(ja="静的解析の報告書 (SARIF)", en="Reports of static analysis (SARIF)"),
        seen=seen_by_content(trace, _is_wanted, _detail),
        supports=_SUPPORTS,
        valid_days=90,
    )


def _is_wanted(name: str) -> bool:
    return name.lower().endswith((".sarif", ".sarif.json"))


def _detail(data: bytes) -> str:
    try:
        document = msgspec.json.decode(data, type=_Sarif)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""  # not SARIF, whatever its name says: nothing to propose
    return ", ".join(f"{run.tool.driver.name}: {len(run.results)}" for run in document.runs)
