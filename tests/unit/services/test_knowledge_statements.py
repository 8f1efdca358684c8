"""Suppliers' statements out of the knowledge base: built, offered, under the same trust as documents."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.cli.main import main
from kaname.model.vulnerability import SupplierStatement, Vulnerability
from kaname.services.knowledge import open_base
from kaname.services.knowledge_statements import statements_of_knowledge
from kaname.triage.trust import TrustedIssuer, TrustPolicy

NOW = datetime(2026, 11, 21, tzinfo=UTC)
TIME = "2026-11-21T00:00:00Z"
LIB, GATEWAY = "pkg:npm/left@1.0.0", "pkg:generic/gateway@2.0"


def branch(category: str, name: str, *inner: object, product: dict[str, object] | None = None) -> dict[str, object]:
    found: dict[str, object] = {"category": category, "name": name}
    if inner:
        found["branches"] = list(inner)
    if product is not None:
        found["product"] = product
    return found


def product(identifier: str, name: str, **helper: str) -> dict[str, object]:
    return {"product_id": identifier, "name": name, "product_identification_helper": helper}


def advisory(identifier: str, *cves: dict[str, object], publisher: str = "Gateway Works") -> dict[str, object]:
    versions = branch("product_version", "2.0", product=product("GW", "Gateway", purl="pkg:generic/gateway"))
    ranged = branch(
        "product_version_range", "before 2.0", product=product("OLD", "Gateway", purl="pkg:generic/gateway")
    )
    component = branch("product_version", "1.0.0", product=product("LIB", "left", purl=LIB))
    relation = {
        "category": "default_component_of",
        "product_reference": "LIB",
        "relates_to_product_reference": "GW",
        "full_product_name": {"product_id": "GW:LIB", "name": "left in Gateway"},
    }
    return {
        "document": {
            "csaf_version": "2.0",
            "title": identifier,
            "publisher": {"name": publisher},
            "tracking": {"id": identifier, "current_release_date": "2026-05-01T00:00:00Z"},
        },
        "product_tree": {
            "branches": [branch("vendor", "Works", versions, ranged, component)],
            "relationships": [relation],
        },
        "vulnerabilities": list(cves),
    }


def about(cve: str, **status: list[str]) -> dict[str, object]:
    flags = [{"label": "vulnerable_code_not_present", "product_ids": status.get("known_not_affected", [])}]
    return {"cve": cve, "product_status": status, "flags": flags}


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    feeds = tmp_path / "feeds"
    for ecosystem, record in {
        "npm": {
            "id": "GHSA-aaaa-bbbb-cccc",
            "aliases": ["CVE-2026-0001"],
            "modified": "2026-04-01T00:00:00Z",
            "affected": [
                {
                    "package": {"ecosystem": "npm", "name": "left"},
                    "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}],
                }
            ],
        }
    }.items():
        folder = feeds / "osv" / ecosystem
        folder.mkdir(parents=True)
        (folder / "one.json").write_text(json.dumps(record), encoding="utf-8")
    (feeds / "csaf").mkdir()
    documents = [
        advisory("GW-1", about("CVE-2026-0001", known_not_affected=["GW:LIB"])),
        advisory(
            "GW-2", about("CVE-2026-0001", known_affected=["GW"]), about("CVE-2026-0002", known_not_affected=["GW"])
        ),
    ]
    for index, document in enumerate(documents):
        (feeds / "csaf" / f"{index}.json").write_text(json.dumps(document), encoding="utf-8")
    assert main(["knowledge", "build", "--from", str(feeds), "--to", "base.db", "--now", TIME, "-q"]) == 0
    components = [{"type": "library", "name": "left", "version": "1.0.0", "purl": LIB, "bom-ref": "left"}]
    tree = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {
            "component": {
                "type": "application", "name": "gateway", "version": "2.0", "purl": GATEWAY, "bom-ref": "root",
            }
        },
        "components": components,
        "dependencies": [{"ref": "root", "dependsOn": ["left"]}],
    }  # fmt: skip
    (tmp_path / "gw.cdx.json").write_text(json.dumps(tree), encoding="utf-8")
    (tmp_path / "kaname.yaml").write_text("schema: kaname.workspace/1\nname: x\n", encoding="utf-8")
    return "base.db"


def known(base: str) -> Vulnerability:
    with open_base(path=base) as opened:
        found = opened.find("CVE-2026-0001")
    assert found is not None
    return found


def test_the_base_keeps_who_said_what_about_which_part_of_what(base: str) -> None:
    said = [one for one in known(base).statements if one.record == "GW-1"]
    assert [(one.issuer, one.identifier, one.within, one.vulnerability) for one in said] == [
        ("Gateway Works", LIB, "pkg:generic/gateway", "CVE-2026-0001")
    ]


def test_statements_come_with_origin_issuer_and_product(base: str) -> None:
    (statement,) = statements_of_knowledge([known(base)])
    assert (statement.status, statement.justification) == ("not_affected", "vulnerable_code_not_present")
    assert statement.source is not None and (statement.source.document, statement.source.origin) == (
        "GW-1",
        "knowledge",
    )
    assert [[part.id for part in one.parts] for one in statement.products] == [[LIB]]


def scanned(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    argv = [
        "scan",
        "gw.cdx.json",
        "--knowledge",
        "base.db",
        "--format",
        "json",
        "--now",
        TIME,
        "--role",
        "supplier",
        *more,
    ]
    assert main(argv) == 0
    return json.loads(capsys.readouterr().out)["findings"][0]["triage"]  # type: ignore[no-any-return]


def test_nobody_asked_for_it_so_nothing_is_applied(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert scanned(capsys)["status"] is None
    assert scanned(capsys, "--workspace", ".")["status"] is None


def test_an_accepted_issuer_decides(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Path("kaname.yaml").open("a", encoding="utf-8") as file:
        file.write("trust:\n- issuer: Gateway*\n  role: supplier\n")
    state = scanned(capsys, "--workspace", ".")
    assert (state["status"], state["issuer"], state["set_aside"]) == (
        "not_affected",
        "Gateway Works",
        "vex-not-affected",
    )


@pytest.mark.parametrize(("lang", "words"), [("en", "origin: knowledge base"), ("ja", "出所: ナレッジベース")])
def test_explain_names_the_origin(base: str, capsys: pytest.CaptureFixture[str], lang: str, words: str) -> None:
    argv = ["vex", "explain", "CVE-2026-0001", LIB, "--sbom", "gw.cdx.json", "--knowledge", "base.db", "--lang", lang]
    assert main([*argv, "--now", TIME]) == 0
    shown = capsys.readouterr().out
    assert words in shown and "Gateway Works" in shown


def test_what_does_not_say_which_vulnerability_or_product_is_left_out() -> None:
    def one(vulnerability: str = "CVE-2026-0001", identifier: str = LIB) -> SupplierStatement:
        return SupplierStatement(
            record="R", source="csaf", product="p", status="fixed", identifier=identifier, vulnerability=vulnerability
        )

    def count(*said: SupplierStatement) -> int:
        return len(statements_of_knowledge([Vulnerability(id="CVE-2026-0001", statements=said)]))

    assert count(one()) == 1
    assert count(one(vulnerability=""), one(vulnerability="CVE-2026-0002"), one(identifier="")) == 0


def test_a_range_in_words_is_not_widened_to_every_version() -> None:
    said = SupplierStatement(
        record="R", source="csaf", product="p", status="fixed", vulnerability="CVE-1", identifier="cpe:/a:v:p",
        version="before 2.0", is_range=True,
    )  # fmt: skip
    (statement,) = statements_of_knowledge([Vulnerability(id="CVE-1", statements=(said,))])
    assert statement.products[0].versions == "before 2.0"


def test_keys_are_asked_for_and_the_base_has_no_signature(base: str) -> None:
    policy = TrustPolicy(issuers=(TrustedIssuer(issuer="Gateway Works", keys=("k",)),), accepts_unlisted=True)
    (statement,) = statements_of_knowledge([known(base)])
    assert policy.rank(statement, ()) == "unsigned"
    assert TrustPolicy(accepts_unlisted=True).rank(statement, ()) == "untrusted"
