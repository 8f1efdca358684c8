"""Every form of a scan report, byte by byte; ``KANAME_UPDATE_GOLDEN=1 pytest tests/golden`` writes the files again."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.golden import sample_scan

from kaname import __version__
from kaname.formats.report.scan_csv import render_csv
from kaname.formats.report.scan_html import render_html
from kaname.formats.report.scan_json import render_json
from kaname.formats.report.scan_markdown import render_markdown
from kaname.formats.report.scan_sarif import render_sarif
from kaname.formats.report.scan_table import render_table
from kaname.messages import Language
from kaname.model.finding import ScanResult

FILES = Path(__file__).parent / "scan"


SCANS = ("partial", "clean", "failed")
FORMS: dict[str, Callable[[ScanResult, Language], bytes]] = {
    "json": lambda result, lang: render_json(result, lang=lang),
    "csv": lambda result, lang: render_csv(result, lang=lang),
    "md": lambda result, lang: render_markdown(result, lang=lang).encode(),
    "sarif": lambda result, lang: render_sarif(result, lang=lang),
    "txt": lambda result, lang: render_table(result, lang=lang, width=80, colour=False).encode(),
    "narrow.txt": lambda result, lang: render_table(result, lang=lang, width=44, colour=False).encode(),
    "ansi": lambda result, lang: render_table(result, lang=lang, width=None, colour=True).encode(),
    "html": lambda result, lang: render_html(result, lang=lang).encode(),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("scan", SCANS)
def test_the_report_is_as_kept(scan: str, lang: Language, form: str) -> None:
    result: ScanResult = getattr(sample_scan, f"{scan}_scan")()
    # The version of the program is no property of a report: a release must not rewrite these files.
    rendered = re.sub(
        rb'(kaname |[Vv]ersion": ")' + re.escape(__version__.encode()), rb"\g<1>VERSION", FORMS[form](result, lang)
    )
    kept = FILES / f"{scan}.{lang}.{form}"
    if os.environ.get("KANAME_UPDATE_GOLDEN"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(rendered)
    assert rendered == kept.read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_result_gives_the_same_bytes(form: str) -> None:
    assert FORMS[form](sample_scan.partial_scan(), "ja") == FORMS[form](sample_scan.partial_scan(), "ja")
