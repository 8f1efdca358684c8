"""What Kaname writes, judged by the validator of the Secvisogram project and by the official schemas.

The validator runs where ``KANAME_NODE_MODULES`` names a folder with ``@secvisogram/csaf-validator-lib``. All documents go
through one process. It has to agree in both ways: nothing mandatory fails there, and of the other tests exactly those that
fail here.
"""

import copy
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from tools.csaf_draft import to_product_paths, to_relationships

from kaname.formats.csaf.profiles import ENDED
from kaname.formats.csaf.read import check_csaf
from kaname.formats.csaf.statements.write import Publisher, write_csaf_vex
from kaname.formats.csaf.write import write_advisory
from kaname.model.advisory_draft import AdvisoryDraft, Ending
from kaname.model.sbom import Hash
from kaname.model.statement import ProductRef, Statement
from kaname.testing.advisories import PUBLISHER, URL, advisory, plain_advisory, vex
from kaname.testing.advisory_chance import random_advisory

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 20, tzinfo=UTC)
SEEDS = range(40)
# The validator has an earlier text of this test, in which products without any score do not count.
OLDER_TEXTS = {"2.0": set[str](), "2.1": {"6.3.12"}}
SCHEMAS = {"2.0": "csaf_2.0__csaf_json_schema.json", "2.1": "csaf_2.1__csaf.json"}


def drafts() -> Iterator[AdvisoryDraft]:
    yield from (advisory(), plain_advisory(), vex())
    for tlp in ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"):
        yield msgspec.structs.replace(advisory(f"KUMO-SA-2026-{len(tlp):03d}-{tlp[0]}"), tlp=tlp)
    end = Ending(
        state="withdrawn", reason={"ja": "誤検知", "en": "False alarm"}, number="2", date="2026-11-05T00:00:00Z"
    )
    yield msgspec.structs.replace(advisory("KUMO-SA-2026-201"), ended=end)
    successor = f"{URL}clear/2026/kumo-sa-2026-001.json"
    after = msgspec.structs.replace(end, state="superseded", by="KUMO-SA-2026-001", url=successor)
    yield msgspec.structs.replace(advisory("KUMO-SA-2026-202"), ended=after)
    yield from (random_advisory(seed) for seed in SEEDS)


@cache
def written(version: Any) -> tuple[bytes, ...]:
    return tuple(_written(version))


def _written(version: Any) -> Iterator[bytes]:
    """Yield everything that Kaname writes as CSAF in a version: advisories, VEX, statements exported."""
    for draft in drafts():
        if version == "2.0" and (draft.tlp == "AMBER+STRICT" or draft.ended):
            continue
        for each in write_advisory(draft, version=version, publisher=PUBLISHER, base_url=URL, licence="CC-BY-4.0"):
            yield each.data
    for number in (1, 3):
        data, _ = write_csaf_vex(
            statements()[:number],
            identifier=f"KUMO-EXPORT-{number}",
            publisher=Publisher(name="Kumo Works", namespace="https://kumo.example"),
            title="Statements",
            now=NOW,
            version=version,
        )
        yield data


def statements() -> list[Statement]:
    gateway = ProductRef(name="Gateway", version="2.0.0", purls=("pkg:generic/kumo/gateway@2.0.0",))
    parser = ProductRef(
        name="Parser",
        version="1.4.0",
        purls=("pkg:npm/hoshi-parser@1.4.0",),
        hashes=(Hash(algorithm="SHA-256", value="ab" * 32),),
    )
    inside = msgspec.structs.replace(gateway, parts=(parser,))
    return [
        Statement(
            id="1", vulnerability="CVE-2026-1001", products=(gateway,), status="not_affected", impact="Not executed."
        ),
        Statement(
            id="2", vulnerability="CVE-2026-1002", products=(inside,), status="affected", action="Update to 2.0.1."
        ),
        Statement(id="3", vulnerability="GHSA-aaaa-bbbb-cccc", products=(parser,), status="under_investigation"),
    ]


@pytest.fixture(scope="module")
def modules() -> str:
    folder = os.environ.get("KANAME_NODE_MODULES", "")
    if not folder or not shutil.which("node"):
        pytest.skip("KANAME_NODE_MODULES is not set, or there is no node")
    return folder


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_another_validator_agrees(tmp_path: Path, version: str, modules: str) -> None:
    ours: dict[str, set[str]] = {}
    ended: set[str] = set()
    for number, data in enumerate(written(version)):
        report = check_csaf(data, now=NOW)
        assert report.is_valid, (report.failures, data.decode())
        document = json.loads(data)
        ours[f"{number}.json"] = {failure.test for failure in report.failures}
        if document["document"]["category"] in ENDED:
            ended.add(f"{number}.json")
        (tmp_path / f"{number}.json").write_text(
            json.dumps(to_relationships(document) if version == "2.1" else document), "utf-8"
        )
    command = ["node", str(ROOT / "tools" / "csaf_oracle.mjs"), modules, str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=300)
    report_of_others = json.loads(done.stdout)
    assert len(report_of_others) == len(ours) > 60
    for name, found in report_of_others.items():
        assert len(found["tests"]) > 70
        if name in ended:
            # Its draft is from before the profiles for advisories that ended: to it their names are reserved words.
            assert set(found["failed"]) == {"6.1.26"} | (ours[name] & set(found["tests"])), (name, found["errors"])
            continue
        assert found["valid"], (name, found["errors"])
        # A test that one side alone has cannot be compared.
        expected = ours[name] & set(found["tests"])
        assert set(found["failed"]) - OLDER_TEXTS[version] == expected - OLDER_TEXTS[version], (name, found["errors"])
        assert set(found["failed"]) <= expected, (name, found["errors"])


@pytest.mark.data
@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_what_is_written_fits_the_official_schema(data: Path, version: str) -> None:
    schema = json.loads((data / "csaf" / "schema" / SCHEMAS[version]).read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(_closed(schema))
    for content in written(version):
        errors = [
            f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(json.loads(content))
        ]
        assert errors == []


def test_the_words_of_the_earlier_draft_lose_nothing() -> None:
    changed = 0
    for data in written("2.1"):
        document = json.loads(data)
        before = copy.deepcopy(document)
        older = to_relationships(document)
        assert document == before
        assert json.dumps(to_product_paths(older)) == json.dumps(document)
        # Nothing but the one list is touched.
        rest = {key: value for key, value in older.get("product_tree", {}).items() if key != "relationships"}
        kept = {key: value for key, value in document.get("product_tree", {}).items() if key != "product_paths"}
        assert rest == kept
        assert {**older, "product_tree": None} == {**document, "product_tree": None}
        changed += older != document
    assert changed > 20


def test_paths_that_the_earlier_draft_cannot_say_are_refused() -> None:
    step = {"category": "installed_on", "next_product_reference": "B"}
    path = {"beginning_product_reference": "A", "full_product_name": {}, "subpaths": [step, step]}
    for wrong in (path, {**path, "subpaths": [step], "more": 1}, {**path, "subpaths": [{**step, "more": 1}]}):
        with pytest.raises(ValueError, match="one step"):
            to_relationships({"product_tree": {"product_paths": [wrong]}})


def _closed(schema: Any) -> Any:
    """Return a schema without references to other addresses (CVSS, SSVC, extensions); properties of our own are refused."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    reference = schema.get("$ref")
    if isinstance(reference, str) and not reference.startswith("#"):
        return {}
    kept = {key: _closed(value) for key, value in schema.items() if key not in ("oneOf", "$id")}
    if isinstance(kept.get("$schema"), str):
        del kept["$schema"]
    return kept
