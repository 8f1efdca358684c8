"""The HTML report in a real browser: filters, silence on the network and the console, narrow screens, paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.golden import sample_scan

from kaname.formats.report.scan_html import render_html
from kaname.messages import Language

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


class Visit:
    """A page with what it asked of the network and wrote to the console."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.console: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def shown(self) -> list[str]:
        """Return the ids of the vulnerabilities that can be seen."""
        return [text for entry in self.page.locator(".f:visible .id").all() if (text := entry.text_content())]


def visit(browser: Browser, folder: Path, lang: Language, *, width: int = 1280, scripts: bool = True) -> Visit:
    """Open the sample report."""
    path = folder / f"report-{lang}.html"
    path.write_text(render_html(sample_scan.partial_scan(), lang=lang), "utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    opened = Visit(context.new_page())
    opened.page.goto(path.as_uri())
    return opened


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_nothing_is_loaded_and_nothing_complains(browser: Browser, tmp_path: Path, lang: Language) -> None:
    opened = visit(browser, tmp_path, lang)
    assert len(opened.shown()) == 4
    assert opened.requests == [(tmp_path / f"report-{lang}.html").as_uri()]
    assert opened.console == []


@pytest.mark.parametrize("scripts", [True, False])
def test_severity_kev_and_target_filter_with_and_without_scripts(
    browser: Browser, tmp_path: Path, scripts: bool
) -> None:
    opened = visit(browser, tmp_path, "en", scripts=scripts)
    page = opened.page
    assert opened.shown()[0] == "CVE-2021-44228"
    page.uncheck("#s-critical")
    assert "CVE-2021-44228" not in opened.shown()
    page.check("#s-critical")
    page.check("#kev")
    assert opened.shown() == ["CVE-2021-44228"]
    page.uncheck("#kev")
    page.select_option("#target", label=sample_scan.MOBILE)
    assert opened.shown() == ["CVE-2021-23337"]
    page.click("button[type=reset]")
    assert len(opened.shown()) == 4


def test_text_filter_counts_what_it_shows(browser: Browser, tmp_path: Path) -> None:
    opened = visit(browser, tmp_path, "ja")
    page = opened.page
    page.fill("#q", "帳票")
    assert opened.shown() == ["EXAMPLE-2026-0001"]
    assert page.text_content("#shown") == "脆弱性 4 件のうち 1 件を表示"
    page.fill("#q", "there is nothing like this")
    assert opened.shown() == []
    assert page.is_visible("#none")
    page.press("#q", "Enter")
    assert opened.console == []


def test_without_scripts_the_text_filter_is_not_offered(browser: Browser, tmp_path: Path) -> None:
    opened = visit(browser, tmp_path, "en", scripts=False)
    assert not opened.page.is_visible("#q")


def test_an_entry_opens_with_the_keyboard_and_says_why(browser: Browser, tmp_path: Path) -> None:
    page = visit(browser, tmp_path, "en").page
    page.focus(".f summary")
    page.keyboard.press("Enter")
    body = page.locator(".f[open] .body")
    text = body.inner_text()
    for expected in (
        "lies in the affected range",
        "2.15.0",
        "due 2021-12-24",
        "v2025.03.14",
        "GHSA-jfh8-c2jp-5v3q",
        "shop > orders",
    ):
        assert expected in text


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("width", [320, 390, 768])
def test_a_narrow_screen_does_not_scroll_sideways(browser: Browser, tmp_path: Path, lang: Language, width: int) -> None:
    page = visit(browser, tmp_path, lang, width=width).page
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_shows_what_is_folded(browser: Browser, tmp_path: Path) -> None:
    page = visit(browser, tmp_path, "en", scripts=False).page
    page.emulate_media(media="print")
    assert page.locator(".o").first.is_visible()
    assert not page.locator(".filters").is_visible()
