"""Every kind of page that is written, in both languages: readable on a phone, on a desk and on paper."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page
from tests.golden import sample_scan
from tests.unit.services.declared import NOW, key_pair, signed_in, workspace_in

from kaname.cli.main import main
from kaname.formats.provider_page import PAGE_NAMES, provider_page
from kaname.formats.report.scan_html import render_html
from kaname.messages import LANGUAGES, Language
from kaname.services.publish import Signing, publish_advisories
from kaname.services.register import build_register
from kaname.store.advisories import add_advisory
from kaname.testing.advisories import advisory, publishing_workspace

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SAMPLES = Path(__file__).resolve().parents[2] / "examples"
SBOM = str(SAMPLES / "sboms" / "field-portal.spdx.json")
Visit = Callable[[str, Language, int], Page]
WIDTHS = (1280, 390, 320)
PAGES = (
    *("scan-partial", "scan-clean", "scan-failed"),
    *("check-cisa-2026", "check-framing-3", "check-ntia-2021", "check-meti-2.0", "check-bsi-tr-03183-2", "notices"),
    *("sheet", "form", "questions", "declaration-draft", "declaration", "register", "provider", "provider-empty"),
)

# Cells and headings whose text is wider than their box, or that reach past the window.
_CUT = """width => [...document.querySelectorAll('th, td, dt, dd, h1, h2, h3, p, li, summary, .status')].filter(e => {
    const box = e.getBoundingClientRect(), head = e.closest('thead');
    if (!box.width || (head && getComputedStyle(head).position === 'absolute') || getComputedStyle(e).display === 'inline')
        return false;
    return e.scrollWidth > e.clientWidth + 1 || box.right > width + 1;
}).map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 60))"""

# Contrast of every piece of text against what lies behind it (WCAG 2.2, 1.4.3: at least 4.5 to 1).
_PALE = """() => {
    const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const numbers = text => text.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const behind = e => { for (; e; e = e.parentElement) {
        const c = numbers(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
        return [255, 255, 255]; };
    return [...document.body.querySelectorAll('*')].filter(e => !e.closest('svg, script') && e.getBoundingClientRect().width
        && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).filter(e => {
        const [a, b] = [light(numbers(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05) < 4.5;
    }).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 40));
}"""


def _run(*words: str) -> None:
    assert main(list(words)) == 0


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every page, named ``<page>.<language>.html``."""
    folder = tmp_path_factory.mktemp("every-page")
    workspace = workspace_in(folder)
    key, public = key_pair()
    register, _ = key_pair()
    signed_in(workspace, key, "signed")
    _run("declare", "draft", "drafted", "--workspace", str(workspace), "--declarer", "例示", "--responsible", "佐藤")
    built = folder / "built"
    build_register(source=workspace, folder=built, name="登録簿", accepted=[public], key=register, now=NOW)
    questions = str(folder / "questions")
    _run("assess", "new", "answers", "--framework", "secure-by-demand-2024-08", "--workspace", questions)
    published = publishing_workspace(folder / "psirt")
    draft = advisory()
    long = msgspec.structs.replace(draft, id="KUMO-SA-2026-002", title={"ja": "とても長い題名" * 12, "en": "Word" * 40})
    for each in (draft, long):
        add_advisory(published, each)
    publish_advisories(workspace=str(published), to=str(folder / "site"), signing=Signing(key=key), now=NOW)
    for lang in LANGUAGES:
        _write_pages(folder, lang, workspace=str(workspace), questions=questions)
        entry = next((built / "declarations").iterdir())
        copies = {
            "register": built / f"index.{lang}.html",
            "declaration": entry / f"index.{lang}.html",
            "provider": folder / "site" / PAGE_NAMES[lang],
        }
        for name, source in copies.items():
            (folder / f"{name}.{lang}.html").write_bytes(source.read_bytes())
    return folder


def _write_pages(folder: Path, lang: Language, *, workspace: str, questions: str) -> None:
    def path(name: str) -> Path:
        return folder / f"{name}.{lang}.html"

    to_html = partial(_run, "--lang", lang, "--quiet")
    for name, scan in (
        ("partial", sample_scan.partial_scan),
        ("clean", sample_scan.clean_scan),
        ("failed", sample_scan.failed_scan),
    ):
        path(f"scan-{name}").write_text(render_html(scan(), lang=lang), "utf-8")
    for profile in ("cisa-2026", "framing-3", "ntia-2021", "meti-2.0", "bsi-tr-03183-2"):
        to_html(
            "sbom", "check", SBOM, "--profile", profile, "--format", "html", "--output", str(path(f"check-{profile}"))
        )
    to_html("sbom", "notices", SBOM, "--format", "html", "--output", str(path("notices")))
    report = partial(to_html, "assess", "report", "--format", "html", "--workspace")
    report(workspace, "--output", str(path("sheet")))
    report(workspace, "--form", "cisa-attestation", "--output", str(path("form")))
    report(questions, "--output", str(path("questions")))
    show = ("declare", "show", "drafted", "--workspace", workspace, "--format", "html")
    to_html(*show, "--output", str(path("declaration-draft")))
    empty = provider_page([], publisher="Kumo", contact="", labels=[], key_files=[], lang=lang)
    path("provider-empty").write_bytes(empty)


@pytest.fixture(scope="module")
def visit(browser: Browser, pages: Path) -> Visit:
    """Return a page with everything that can be unfolded unfolded; each is loaded once and lent to every test."""
    loaded: dict[tuple[str, Language], Page] = {}

    def opened(name: str, lang: Language, width: int) -> Page:
        page = loaded.get((name, lang))
        if page is None:
            page = loaded[name, lang] = browser.new_page()
            page.goto((pages / f"{name}.{lang}.html").as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": width, "height": 900})
        return page

    return opened


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_and_the_page_does_not_scroll_sideways(visit: Visit, name: str, lang: Language) -> None:
    page = visit(name, lang, WIDTHS[0])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px wide"
        assert page.evaluate(_CUT, width) == [], f"{width} px wide"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_text_stands_out_from_its_ground(visit: Visit, name: str, lang: Language) -> None:
    page = visit(name, lang, 1280)
    assert page.evaluate(_PALE) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_paper_is_wide_enough(visit: Visit, name: str, lang: Language) -> None:
    # A4 less its margins of 15 mm, at 96 px to the inch.
    width = 680
    page = visit(name, lang, width)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(_CUT, width) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_the_page_names_its_language_and_has_one_title(visit: Visit, name: str, lang: Language) -> None:
    page = visit(name, lang, 1280)
    assert page.get_attribute("html", "lang") == lang
    assert page.locator("h1").count() == 1
    assert (page.locator("h1").text_content() or "").strip() and page.title().strip()
