"""A scan result with the cases that reports must show; public facts, the rest invented."""

import sys
from types import ModuleType

from kaname.model.finding import ComponentKey, Coverage, Finding, Match, NotEvaluated, ScanResult, TargetResult
from kaname.model.sbom import Problem
from kaname.model.source import SourceState
from kaname.model.vulnerability import CvssScore, EpssScore, KevEntry, SourceRange, Vulnerability

TEXTS = {
    "en": {
        "sample.in_range": "{name} {version} lies in the affected range {range}",
        "sample.no_identifier": "it carries no package URL",
        "sample.no_identifier.hint": "add a package URL to the component",
        "sample.version_not_parsable": "its version “{version}” has no place in the order",
        "sample.not_an_sbom": "not an SBOM",
        "sample.unknown_code": "the value {value} is not understood",
    },
    "ja": {
        "sample.in_range": "{name} {version} は影響範囲 {range} に含まれます",
        "sample.no_identifier": "パッケージ URL がありません",
        "sample.no_identifier.hint": "部品にパッケージ URL を付けてください",
        "sample.version_not_parsable": "バージョン「{version}」の前後関係を決められません",
        "sample.not_an_sbom": "SBOM ではありません",
        "sample.unknown_code": "値 {value} を解釈できません",
    },
}
# Sentences of other rooms may be worded anew at any time: the sample brings a room of its own.
for language, texts in TEXTS.items():
    room = ModuleType(f"kaname.messages.{language}.sample")
    vars(room)["TEXTS"] = texts
    sys.modules[room.__name__] = room

SOURCES = (
    SourceState(id="epss", as_of="2026-11-18T12:00:00Z", read=300000, kept=299990, skipped=10, model="v2025.03.14"),
    SourceState(id="kev", as_of="2026-11-17T00:00:00Z", read=1400, kept=1400, skipped=0),
    SourceState(
        id="osv:Maven", as_of="2026-11-18T03:00:00Z", read=6000, kept=5990, skipped=10, skipped_reasons={"a": 10}
    ),
    SourceState(id="osv:npm", as_of="2026-11-10T03:00:00Z", read=4000, kept=4000, skipped=0, withdrawn=12),
)

LOG4SHELL = Vulnerability(
    id="CVE-2021-44228",
    aliases=("GHSA-jfh8-c2jp-5v3q",),
    related=("CVE-2021-45046",),
    summary="Remote code injection in Log4j",
    records=("GHSA-jfh8-c2jp-5v3q",),
    published="2021-12-10T00:40:56Z",
    modified="2025-10-22T19:13:26Z",
    cvss=(
        CvssScore(
            version="3.1",
            vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
            score=10.0,
            severity="critical",
            source="GHSA-jfh8-c2jp-5v3q",
        ),
    ),
    kev=KevEntry(listed=True, date_added="2021-12-10", due_date="2021-12-24", ransomware=True),
    epss=EpssScore(score=0.94358, percentile=0.99957, model="v2025.03.14", date="2026-11-18"),
    ranges=(
        SourceRange(
            record="GHSA-jfh8-c2jp-5v3q",
            source="osv:Maven",
            ecosystem="Maven",
            package="org.apache.logging.log4j:log4j-core",
            text=">= 2.13.0, < 2.15.0",
            scheme="maven",
            fixed="2.15.0",
        ),
        SourceRange(
            record="GHSA-jfh8-c2jp-5v3q",
            source="osv:Maven",
            ecosystem="Maven",
            package="org.apache.logging.log4j:log4j-core",
            text=">= 2.4, < 2.12.2",
            scheme="maven",
            fixed="2.12.2",
        ),
    ),
    cwes=("CWE-20", "CWE-400", "CWE-502", "CWE-917"),
    references=("https://logging.apache.org/log4j/2.x/security.html", "javascript:alert(1)"),
)

LODASH = Vulnerability(
    id="CVE-2021-23337",
    aliases=("GHSA-35jh-r3h4-6jhm",),
    summary="Command injection in lodash",
    records=("GHSA-35jh-r3h4-6jhm",),
    published="2021-05-06T16:05:51Z",
    modified="2025-08-12T21:37:00Z",
    cvss=(
        CvssScore(
            version="3.1",
            vector="CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H",
            score=7.2,
            severity="high",
            source="GHSA-35jh-r3h4-6jhm",
        ),
    ),
    epss=EpssScore(score=0.00736, percentile=0.72, model="v2025.03.14", date="2026-11-18"),
    cwes=("CWE-77", "CWE-94"),
)

UNRATED = Vulnerability(
    id="EXAMPLE-2026-0001", summary="利用者の入力を検証しない箇所がある", records=("EXAMPLE-2026-0001",)
)

MALFORMED = Vulnerability(
    id="EXAMPLE-2026-0002",
    summary='A | table, a <b>tag</b> and a [link](https://example.com) in the summary of "this" one',
    records=("EXAMPLE-2026-0002",),
    cvss=(
        CvssScore(version="3.1", vector="CVSS:3.1/AV:N", score=None, severity=None, source="EXAMPLE-2026-0002"),
        CvssScore(
            version="4.0",
            vector="CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N",
            score=4.8,
            severity="medium",
            source="EXAMPLE-2026-0002",
        ),
    ),
)

LOG4J = ComponentKey(
    ref="pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
    purl="pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
    name="log4j-core",
    version="2.14.1",
    paths=("shop > orders > log4j-core", "shop > log4j-core"),
)
SHOP, MOBILE = "sboms/shop.cdx.json", "sboms/携帯端末.spdx.json"


def match_of(source: str, range_text: str, scheme: str, version: str) -> Match:
    """Return a match by purl."""
    return Match(
        criterion="purl",
        source=source,
        range=range_text,
        scheme=scheme,
        reason="sample.in_range",
        compared=(("version", version), ("lower", "2.13.0"), ("upper", "2.15.0")),
    )


def partial_scan() -> ScanResult:
    """Return two targets with findings of every kind, components not evaluated, problems."""
    first = _shop_findings()
    second = (
        Finding(
            target=MOBILE,
            component=ComponentKey(ref="SPDXRef-1", purl="pkg:npm/lodash@4.17.20", name="lodash", version="4.17.20"),
            vulnerability=LODASH,
            match=match_of("GHSA-35jh-r3h4-6jhm (osv:npm)", "< 4.17.21", "semver", "4.17.20"),
            fixed=("4.17.21",),
        ),
    )
    left = (
        NotEvaluated(
            ref="c7",
            purl=None,
            name="社内共通ライブラリ",
            version="3.2",
            reason="sample.no_identifier",
            target=SHOP,
        ),
        NotEvaluated(ref="c8", purl=None, name="vendored.js", version="", reason="sample.no_identifier", target=SHOP),
        NotEvaluated(
            ref="c9",
            purl="pkg:npm/left-pad@latest",
            name="left-pad",
            version="latest",
            reason="sample.version_not_parsable",
            detail="latest",
            target=SHOP,
        ),
    )
    return ScanResult(
        status="partial",
        generated="2026-11-20T09:00:00Z",
        knowledge_digest="4f" * 32,
        sources=SOURCES,
        targets=(
            TargetResult(
                path=SHOP,
                format="cyclonedx-json",
                spec_version="1.6",
                sha256="ab" * 32,
                component_count=12,
                coverage=Coverage(components=12, evaluated=9, not_evaluated=left),
                findings=first,
                problems=(Problem(path="components[3].purl", code="sample.unknown_code", params={"value": "<x>"}),),
            ),
            TargetResult(
                path=MOBILE,
                format="spdx-json",
                spec_version="2.3",
                sha256="cd" * 32,
                component_count=4,
                coverage=Coverage(components=4, evaluated=4),
                findings=second,
            ),
        ),
        problems=(Problem(path="sboms/broken.json", code="sample.not_an_sbom"),),
    )


def _shop_findings() -> tuple[Finding, ...]:
    lodash = ComponentKey(
        ref="c2", purl="pkg:npm/lodash@4.17.20", name="lodash", version="4.17.20", paths=("shop > web > lodash",)
    )
    return (
        Finding(
            target=SHOP,
            component=LOG4J,
            vulnerability=LOG4SHELL,
            match=match_of("GHSA-jfh8-c2jp-5v3q (osv:Maven)", ">= 2.13.0, < 2.15.0", "maven", "2.14.1"),
            fixed=("2.12.2", "2.15.0"),
        ),
        Finding(
            target=SHOP,
            component=lodash,
            vulnerability=LODASH,
            match=match_of("GHSA-35jh-r3h4-6jhm (osv:npm)", "< 4.17.21", "semver", "4.17.20"),
            fixed=("4.17.21",),
        ),
        Finding(
            target=SHOP,
            component=ComponentKey(ref="c3", purl=None, name="帳票出力ライブラリ", version="1.0"),
            vulnerability=UNRATED,
            match=match_of("EXAMPLE-2026-0001 (osv:npm)", ">= 0", "semver", "1.0"),
        ),
        Finding(
            target=SHOP,
            component=ComponentKey(
                ref="c4",
                purl="pkg:npm/%40example/a-very-long-package-name-that-wraps@10.20.30-rc.1",
                name="@example/a-very-long-package-name-that-wraps",
                version="10.20.30-rc.1",
            ),
            vulnerability=MALFORMED,
            match=match_of("EXAMPLE-2026-0002 (osv:npm)", "< 11.0.0", "semver", "10.20.30-rc.1"),
            fixed=("11.0.0",),
        ),
    )


def clean_scan() -> ScanResult:
    """Return a complete scan that found nothing."""
    return ScanResult(
        status="complete",
        generated="2026-11-20T09:00:00Z",
        knowledge_digest="4f" * 32,
        sources=SOURCES[:1],
        targets=(
            TargetResult(
                path=SHOP,
                format="cyclonedx-json",
                spec_version="1.6",
                sha256="ab" * 32,
                component_count=3,
                coverage=Coverage(components=3, evaluated=3),
            ),
        ),
    )


def failed_scan() -> ScanResult:
    """Return a scan that could read nothing."""
    return ScanResult(
        status="failed",
        generated="2026-11-20T09:00:00Z",
        knowledge_digest="4f" * 32,
        sources=SOURCES,
        targets=(),
        problems=(Problem(path="sboms/broken.json", code="sample.not_an_sbom"),),
    )
