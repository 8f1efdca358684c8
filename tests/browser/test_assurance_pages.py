"""Pages of declarations, registers and level sheets in a real browser: silent, searchable, fit for a phone and for paper."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.unit.services.declared import NOW, key_pair, signed_in, workspace_in

from kaname.formats.sheet.sheet_html import render_sheet_html
from kaname.messages import LANGUAGES, Language
from kaname.services.assess import open_assessment
from kaname.services.register import build_register
from kaname.services.sheets import build_sheet

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    workspace = workspace_in(folder)
    key, public = key_pair()
    register, _ = key_pair()
    for name in ("one", "two"):
        signed_in(workspace, key, name)
    build_register(
        source=workspace, folder=folder / "register", name="登録簿", accepted=[public], key=register, now=NOW
    )
    sheet = build_sheet(opened=open_assessment(workspace=workspace), now=NOW)
    for lang in LANGUAGES:
        (folder / f"sheet.{lang}.html").write_text(render_sheet_html(sheet, lang=lang), "utf-8")
    shutil.copytree(next((folder / "register" / "declarations").iterdir()), folder / "declaration")
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["register/index", "declaration/index", "sheet"])
def test_nothing_is_loaded_and_nothing_overflows(
    browser: Browser, pages: Path, name: str, width: int, lang: Language
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    address = (pages / f"{name}.{lang}.html").as_uri()
    page.goto(address)
    assert (asked, said) == ([address], [])
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") != "32px", "the style applies"
    page.close()


def test_the_register_is_searched_in_the_page(browser: Browser, pages: Path) -> None:
    page = browser.new_page()
    page.goto((pages / "register" / "index.ja.html").as_uri())
    rows = page.locator("tbody tr:visible")
    assert rows.count() == 2
    code = page.locator("tbody code").first.text_content() or ""
    page.fill("#q", code.lower().replace("-", ""))
    assert rows.count() == 1
    page.fill("#q", "例示ソフト sbom.jp")
    assert rows.count() == 2
    page.fill("#q", "nobody")
    assert rows.count() == 0
    page.close()


def test_without_scripts_the_whole_list_is_there(browser: Browser, pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "register" / "index.ja.html").as_uri())
    assert page.locator("tbody tr:visible").count() == 2
    assert page.locator("#q").is_hidden()
    context.close()
