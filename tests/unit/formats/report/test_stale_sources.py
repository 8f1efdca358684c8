"""Reports say which sources are past their age limit or could not be renewed, in every form and language."""

from collections.abc import Callable

import msgspec
import pytest
from tests.golden.sample_scan import partial_scan

from kaname.formats.report.scan_html import render_html
from kaname.formats.report.scan_markdown import render_markdown
from kaname.formats.report.scan_table import render_table
from kaname.messages import Language
from kaname.model.finding import ScanResult

WORDS: dict[Language, tuple[str, str]] = {
    "en": ("past its age limit", "could not be renewed"),
    "ja": ("鮮度の期限切れ", "更新に失敗"),
}


def _table(result: ScanResult, lang: Language) -> str:
    return render_table(result, lang=lang, width=None, colour=False)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    "render",
    [
        lambda result, lang: render_html(result, lang=lang),
        lambda result, lang: render_markdown(result, lang=lang),
        _table,
    ],
    ids=["html", "markdown", "table"],
)
def test_warnings_about_sources_are_shown(render: Callable[[ScanResult, Language], str], lang: Language) -> None:
    result = partial_scan()
    fresh = [msgspec.structs.replace(source, stale=False, failed=None) for source in result.sources]
    plain = render(msgspec.structs.replace(result, sources=tuple(fresh)), lang)
    old = msgspec.structs.replace(fresh[0], stale=True, failed="net.timeout")
    warned = render(msgspec.structs.replace(result, sources=(old, *fresh[1:])), lang)
    for word in WORDS[lang]:
        assert word not in plain
        assert word in warned
