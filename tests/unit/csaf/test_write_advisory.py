"""Writing advisories: both versions, both languages, every mandatory test, nothing guessed."""

import datetime
import json
from typing import Any

import msgspec
import pytest

from kaname.errors import ErrorGroup, KanameError
from kaname.formats.csaf.read import check_csaf, read_csaf
from kaname.formats.csaf.write import csaf_filename, write_advisory
from kaname.model.advisory_draft import AdvisoryDraft, AdvisoryProduct, Flag
from kaname.testing.advisories import PUBLISHER, URL, advisory, plain_advisory, vex

NOW = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
VERSIONS: tuple[Any, ...] = ("2.0", "2.1")


def documents(draft: AdvisoryDraft, version: Any) -> dict[str, dict[str, Any]]:
    folder = "white/" if version == "2.0" else "clear/"
    found = write_advisory(draft, version=version, publisher=PUBLISHER, base_url=URL + folder, licence="CC-BY-4.0")
    return {each.lang: json.loads(each.data) for each in found}


def defects(draft: AdvisoryDraft, version: Any = "2.0") -> dict[str | None, str]:
    with pytest.raises(ErrorGroup) as caught:
        write_advisory(draft, version=version, publisher=PUBLISHER)
    assert caught.value.code == "advisory.defects"
    return {error.path: error.code for error in caught.value.errors}


def failed_tests(draft: AdvisoryDraft, version: Any) -> set[str]:
    failed: set[str] = set()
    for each in write_advisory(draft, version=version, publisher=PUBLISHER, base_url=URL, licence="CC-BY-4.0"):
        report = check_csaf(each.data, now=NOW)
        failed |= {failure.test for failure in report.failures if not failure.test.startswith("6.3")}
        assert not [undecided.test for undecided in report.not_run if undecided.mandatory]
    return failed


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("draft", [plain_advisory(), vex()], ids=["advisory", "vex"])
def test_every_mandatory_and_recommended_test_passes(draft: AdvisoryDraft, version: Any) -> None:
    assert failed_tests(draft, version) == set()


@pytest.mark.parametrize("version", VERSIONS)
def test_components_in_products_pass_every_mandatory_test(version: Any) -> None:
    # A component inside a product has no identifier of its own (6.2.16), and no fixed version of the pair is named.
    assert failed_tests(advisory(), version) <= {"6.2.16", "6.2.39.1"}


@pytest.mark.parametrize("version", VERSIONS)
def test_two_languages_are_two_linked_documents(version: Any) -> None:
    found = documents(advisory(), version)
    ja, en = found["ja"]["document"], found["en"]["document"]
    assert (ja["lang"], en["lang"], en["source_lang"]) == ("ja", "en", "ja")
    assert "source_lang" not in ja
    assert (ja["tracking"]["id"], en["tracking"]["id"]) == ("KUMO-SA-2026-001", "KUMO-SA-2026-001-en")
    assert ja["title"] == "Gateway の入力処理における脆弱性"
    own = {
        name: next(ref["url"] for ref in document["references"] if ref["category"] == "self")
        for name, document in (("ja", ja), ("en", en))
    }
    assert own["ja"] in {ref["url"] for ref in en["references"] if ref["category"] == "external"}
    assert own["en"] in {ref["url"] for ref in ja["references"] if ref["category"] == "external"}
    assert own["en"].endswith("/2026/kumo-sa-2026-001-en.json")
    # Everything that is no text is the same in both.
    assert found["ja"]["product_tree"] == found["en"]["product_tree"]


def test_scores_go_where_the_version_has_them() -> None:
    older = documents(advisory(), "2.0")["en"]["vulnerabilities"][0]
    newer = documents(advisory(), "2.1")["en"]["vulnerabilities"][0]
    assert older["scores"][0]["cvss_v3"]["baseScore"] == 9.8
    assert older["scores"][0]["products"] == ["gw-2.0.0", "parser-in-gw"]
    assert newer["metrics"][0]["content"]["cvss_v4"]["baseSeverity"] == "CRITICAL"
    assert older["cwe"]["id"] == newer["cwes"][0]["id"] == "CWE-787"
    assert (older["release_date"], newer["disclosure_date"]) == ("2026-11-01T03:00:00Z",) * 2


def test_what_2_0_cannot_say_is_reported() -> None:
    older = write_advisory(advisory(), version="2.0", publisher=PUBLISHER)[0]
    newer = write_advisory(advisory(), version="2.1", publisher=PUBLISHER)[0]
    assert [loss.path for loss in older.losses] == ["vulnerabilities[0].cvss[1]"]
    assert newer.losses == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_it_is_read_back(version: Any) -> None:
    written = write_advisory(advisory(), version=version, publisher=PUBLISHER)[0]
    document = read_csaf(written.data)
    assert document.products["gw-2.0.0"].purls == ("pkg:generic/kumo/gateway@2.0.0",)
    assert document.vulnerabilities[0].status["fixed"] == ("gw-2.0.1",)
    assert document.relationships[0].steps == (("default_component_of", "gw-2.0.0"),)


def test_same_advisory_same_bytes() -> None:
    one, other = (write_advisory(advisory(), version="2.1", publisher=PUBLISHER) for _ in range(2))
    assert [each.data for each in one] == [each.data for each in other]


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("Example Company - 2019-YH3234", "example_company_-_2019-yh3234.json"),
        ("RHBA-2019:0024", "rhba-2019_0024.json"),
        ("2022 #01-A", "2022_01-a.json"),
        ("KUMO-SA-2026-001", "kumo-sa-2026-001.json"),
    ],
)
def test_file_names(identifier: str, name: str) -> None:
    assert csaf_filename(identifier) == name


def changed(**fields: Any) -> AdvisoryDraft:
    return msgspec.structs.replace(advisory(), **fields)


def test_a_missing_translation_is_named() -> None:
    assert defects(changed(title={"ja": "題名"})) == {"title": "advisory.text_missing"}


def test_one_text_serves_every_language() -> None:
    assert documents(changed(title="Gateway 2.0"), "2.0")["ja"]["document"]["title"] == "Gateway 2.0"


def test_all_defects_are_told_at_once() -> None:
    vulnerability = msgspec.structs.replace(
        advisory().vulnerabilities[0],
        cvss=("CVSS:3.1/AV:N",),
        cwe=("CWE-999999",),
        flags=(Flag(label="component_not_present", products=("nowhere",)),),
    )
    product = AdvisoryProduct(id="gw-2.0.0", vendor="Kumo Works", product="Gateway")
    found = defects(changed(products=(*advisory().products, product), vulnerabilities=(vulnerability,)))
    assert found == {
        "products[3].id": "advisory.product_twice",
        "products[3]": "advisory.version_or_range",
        "vulnerabilities[0].flags[0].products[0]": "advisory.unknown_product",
        "vulnerabilities[0].cvss[0]": "advisory.cvss",
        "vulnerabilities[0].cwe[0]": "advisory.cwe",
    }


@pytest.mark.parametrize("name", ["languages", "products", "vulnerabilities", "revisions"])
def test_empty_lists_are_refused(name: str) -> None:
    assert (
        defects(changed(**{name: (), **({"parts": ()} if name == "products" else {})}))[name] == "advisory.empty_list"
    )


def test_amber_strict_is_not_weakened() -> None:
    assert defects(changed(tlp="AMBER+STRICT"), "2.0") == {"tlp": "advisory.tlp_needs_2_1"}
    labelled = documents(changed(tlp="AMBER+STRICT"), "2.1")["en"]["document"]["distribution"]
    assert labelled["tlp"]["label"] == "AMBER+STRICT"


def test_clear_is_white_in_2_0() -> None:
    assert documents(advisory(), "2.0")["en"]["document"]["distribution"]["tlp"]["label"] == "WHITE"


def test_a_wrong_advisory_still_fails_the_tests_of_the_standard() -> None:
    contradicting = msgspec.structs.replace(
        advisory().vulnerabilities[0], status={"known_affected": ("gw-2.0.0",), "fixed": ("gw-2.0.0",)}
    )
    written = write_advisory(changed(vulnerabilities=(contradicting,)), version="2.0", publisher=PUBLISHER)[0]
    assert "6.1.6" in {failure.test for failure in check_csaf(written.data, now=NOW).failures}


def test_errors_are_of_this_house() -> None:
    with pytest.raises(KanameError):
        write_advisory(changed(languages=("ja", "de")), version="2.0", publisher=PUBLISHER)
