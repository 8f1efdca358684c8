"""Bad input for every command that reads something: a clear error with code and documented exit code, never a crash."""

import gzip
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kaname.cli.main import main
from kaname.cli.table import COMMANDS
from kaname.messages import LANGUAGES, Language

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SBOM = str(EXAMPLES / "sboms" / "order-service.cdx.json")
NOW = "2026-11-20T00:00:00Z"

# {bad}: the bad input. {db}: a knowledge base. {ws}: a workspace. {key}, {pub}: a key pair. {dir}: an empty folder.
COMMAND_LINES = {
    "scan": "scan {bad} --knowledge {db}",
    "scan (knowledge)": f"scan {SBOM} --knowledge {{bad}}",
    "scan (statements)": f"scan {SBOM} --knowledge {{db}} --vex {{bad}}",
    "sbom convert": "sbom convert {bad} --to cyclonedx-json",
    "sbom show": "sbom show {bad}",
    "sbom create": "sbom create {bad}",
    "sbom reconcile": f"sbom reconcile {SBOM} {{bad}}",
    "sbom reconcile (SBOM)": "sbom reconcile {bad} {dir}",
    "sbom check": "sbom check {bad} --profile cisa-2026",
    "sbom check (profile)": f"sbom check {SBOM} --profile {{bad}}",
    "sbom check (scope)": f"sbom check {SBOM} --scope {{bad}}",
    "sbom profiles": "sbom profiles {bad}",
    "sbom scope": "sbom scope --from {bad} --output {dir}/scope.yaml",
    "sbom diff": f"sbom diff {SBOM} {{bad}}",
    "sbom merge": f"sbom merge {SBOM} {{bad}} --name product",
    "sbom tree": "sbom tree {bad}",
    "sbom why": "sbom why {bad} log4j-core",
    "sbom licenses": "sbom licenses {bad}",
    "sbom licenses (policy)": f"sbom licenses {SBOM} --policy {{bad}}",
    "sbom notices": "sbom notices {bad}",
    "sbom redact": f"sbom redact {SBOM} --policy {{bad}} --output {{dir}}/redacted.json",
    "sbom redact (SBOM)": "sbom redact {bad} --policy {bad} --output {dir}/redacted.json",
    "sbom reveal": f"sbom reveal {SBOM} --proof {{bad}} --select log4j-core --secret {{bad}}",
    "sbom verify-redaction": f"sbom verify-redaction {SBOM} --proof {{bad}}",
    "sbom sign": f"sbom sign {SBOM} --key {{bad}}",
    "sbom sign (SBOM)": "sbom sign {bad} --key {key}",
    "sbom verify": "sbom verify {bad} --key {pub}",
    "sbom verify (signature)": f"sbom verify {SBOM} --signature {{bad}} --key {{pub}}",
    "sbom verify (roots)": f"sbom verify {SBOM} --signature {{bad}} --roots {{bad}}",
    "csaf check": "csaf check {bad}",
    "csaf show": "csaf show {bad}",
    "csaf provider check": "csaf provider check {bad}",
    "knowledge build": "knowledge build --from {bad} --to {dir}/base.db",
    "knowledge export": "knowledge export --knowledge {bad} --to {dir}/bundle",
    "knowledge export (key)": "knowledge export --knowledge {db} --to {dir}/bundle --sign {bad}",
    "knowledge import": "knowledge import {bad} --knowledge {dir}/base.db",
    "knowledge import (key)": "knowledge import {bad} --verify {bad} --knowledge {dir}/base.db",
    "knowledge status": "knowledge status --knowledge {bad}",
    "knowledge show": "knowledge show CVE-2021-44228 --knowledge {bad}",
    "knowledge affected": "knowledge affected pkg:npm/lodash@4.17.15 --knowledge {bad}",
    "knowledge search": "knowledge search lodash --knowledge {bad}",
    "knowledge changed": "knowledge changed --since 2025-01-01 --knowledge {bad}",
    "knowledge eol": "knowledge eol python 3.8 --knowledge {bad}",
    "match candidates": "match candidates {bad} --knowledge {db}",
    "triage": "triage {bad} --knowledge {db} --workspace {ws}",
    "triage override list": "triage override list --workspace {bad}",
    "triage (tables)": f"triage {SBOM} --knowledge {{db}} --workspace {{ws}} --tables {{bad}}",
    "context init": "context init --from {bad} --workspace {dir}/new",
    "context check": "context check --workspace {bad}",
    "vex add": "vex add CVE-2021-44228 --status fixed --sbom {bad} --component log4j-core --workspace {dir}/new",
    "vex list": "vex list {bad}",
    "vex import": "vex import {bad} --workspace {dir}/new",
    "vex export": "vex export --from {bad} --workspace {ws}",
    "vex explain": "vex explain CVE-2021-44228 pkg:maven/a/b@1 --vex {bad} --workspace {ws}",
    "action list": "action list --workspace {bad}",
    "action verify": "action verify {bad} --knowledge {db} --workspace {ws}",
    "incident status": "incident status --workspace {bad}",
    "case show": "case show --workspace {bad}",
    "advisory check": "advisory check --workspace {bad}",
    "advisory publish": "advisory publish --to {dir}/site --workspace {bad}",
    "ssvc decide": "ssvc decide DT_DP --selections {bad}",
    "ssvc table": "ssvc table DT_DP --tables {bad}",
    "assess status": "assess status --workspace {bad}",
    "assess migrate": "assess migrate a b --to ssdf-1.2 --workspace {bad}",
    "assess evidence collect": "assess evidence collect {bad} --workspace {ws}",
    "declare draft": "declare draft d --declarer A --responsible B --artifact {bad} --workspace {ws}",
    "declare sign": "declare sign signed --key {bad} --workspace {ws}",
    "declare show": "declare show --workspace {bad}",
    "declare verify": "declare verify {bad} --key {pub}",
    "declare verify (key)": "declare verify {bad} --key {bad} --revocations {bad}",
    "declare register": "declare register {bad} --verify --key {pub}",
    "declare register (build)": "declare register {dir}/register --from {bad} --accept {bad} --key {key}",
    "declare declined": "declare declined d --acknowledge --name N --key {bad} --workspace {ws}",
    "frameworks list": "frameworks list --packs {bad}",
    "frameworks check": "frameworks check {bad}",
    "frameworks import": "frameworks import {bad} --from oscal --to {dir}/pack",
    "frameworks import (CycloneDX)": "frameworks import {bad} --from cyclonedx --to {dir}/pack",
    "key public": "key public {bad}",
    "key show": "key show {bad}",
}
# Commands that read no file of a form, or only a workspace whose files have tests below.
WITHOUT_INPUT = {
    *(
        "knowledge update",
        "knowledge sources",
        "triage override add",
        "triage override remove",
        "advisory new",
        "advisory withdraw",
        "advisory supersede",
        "case open",
        "case event",
        "match confirm",
        "match reject",
    ),
    *("context show", "action add", "action done", "incident open", "incident event", "incident draft"),
    *("assess new", "assess answer", "assess level", "assess gap", "assess interview", "assess report", "assess plan"),
    *("assess evidence accept", "declare approve", "declare renew", "declare revoke", "frameworks show"),
    *("frameworks diff", "map show", "map coverage", "map carry", "key new", "version compare", "version key"),
    *("version range", "completion"),
}
_DEEP = 100_000


def _write(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


BAD: dict[str, Callable[[Path], None]] = {
    "missing": lambda path: None,
    "folder": lambda path: path.mkdir(),
    "empty": _write(b""),
    "blank": _write(b" \n\n"),
    "array": _write(b"[1, [], {}]"),
    "null": _write(b"null"),
    "string": _write(b'"CycloneDX"'),
    "number": _write(b"1e999"),
    "object": _write(b"{}"),
    "truncated": _write(b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "a"'),
    "wrong types": _write(
        b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": "x", "metadata": [], "version": {}}'
    ),
    "wrong types in SPDX": _write(b'{"spdxVersion": "SPDX-2.3", "packages": {"a": 1}, "relationships": 7}'),
    "wrong types in CSAF": _write(b'{"document": {"csaf_version": "2.0", "category": []}, "vulnerabilities": "x"}'),
    "wrong types in OpenVEX": _write(b'{"@context": "https://openvex.dev/ns/v0.2.0", "statements": {"a": 1}}'),
    "envelope of nothing": _write(b'{"payloadType": "x", "payload": "!!", "signatures": [7]}'),
    "deep": _write(b"[" * _DEEP),
    "deep objects": _write(b'{"a":' * _DEEP),
    "binary": _write(bytes(range(256)) * 4),
    "UTF-16": _write('{"bomFormat": "CycloneDX"}'.encode("utf-16")),
    "not UTF-8": _write('{"bomFormat": "CycloneDX", "name": "\xe9"}'.encode("latin-1")),
    "lone surrogate": _write(b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "\\ud800"}]}'),
    "YAML alias bomb": _write(b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(50))),
    "YAML with a tag": _write(b"!!python/object/apply:os.system [true]\n"),
    "YAML with a tab": _write(b"a:\n\t- b\n"),
    "XML with an entity": _write(
        b'<!DOCTYPE x [<!ENTITY a "b">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">&a;</bom>'
    ),
    "XML cut short": _write(b'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component>'),
    "damaged gzip": _write(gzip.compress(b"{}" * 1000)[:-9]),
    "damaged zip": _write(b"PK\x03\x04" + b"\x00" * 60),
    "tags without values": _write(b"SPDXVersion: SPDX-2.3\nPackageName\nRelationship: a\n<text>never closed"),
    "not a key": _write(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A knowledge base, a workspace with a declaration, and a key pair."""
    folder = tmp_path_factory.mktemp("good")
    base, workspace, key, public = (folder / name for name in ("base.db", "workspace", "key.pem", "key.pub"))
    shutil.copytree(EXAMPLES / "ssdf-trial", workspace)
    run = ["-q", "--lang", "en"]
    assert main([*run, "knowledge", "build", "--from", str(EXAMPLES / "feed"), "--to", str(base), "--now", NOW]) == 0
    assert main([*run, "key", "new", str(key)]) == 0
    assert main([*run, "key", "public", str(key), "--output", str(public)]) == 0
    draft = ["declare", "draft", "signed", "--declarer", "A", "--responsible", "B", "--workspace", str(workspace)]
    assert main([*run, *draft, "--now", NOW]) == 0
    return {"db": str(base), "ws": str(workspace), "key": str(key), "pub": str(public)}


def test_every_command_is_covered() -> None:
    named = {name.partition(" (")[0] for name in COMMAND_LINES}
    assert named | WITHOUT_INPUT == set(COMMANDS)
    assert not named & WITHOUT_INPUT


def assert_polite(code: int, said: str, lang: Language) -> None:
    """The end of a run that a person can understand: documented exit code, and an error with its code where it failed."""
    assert code in (0, 1, 2, 3, 4, 5)
    assert "Traceback" not in said
    if code in (2, 3, 5):
        first = next(line for line in said.splitlines() if line.startswith("kaname: "))
        assert first.rstrip().endswith(")"), "the code of the error stands at the end of its line"
        if lang == "ja":
            assert any("\u3040" <= letter <= "\u9fff" for letter in said), "Japanese is asked for"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", COMMAND_LINES)
def test_a_clear_error_and_nothing_half_written(
    name: str,
    lang: Language,
    place: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = COMMAND_LINES[name]
    # What is written may be bytes of any kind: a document that is kept as it came, a page, a workbook.
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    for number, (kind, make) in enumerate(BAD.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        bad = folder / "bad"
        make(bad)
        workspace = folder / "workspace"
        if "{ws}" in line:
            shutil.copytree(place["ws"], workspace)
        empty = folder / "empty"
        empty.mkdir()
        slots = place | {"bad": str(bad), "dir": str(empty), "ws": str(workspace)}
        words = [word.format(**slots) for word in line.split(" ")]
        try:
            code = main(["--lang", lang, *words])
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever comes out is the finding
            pytest.fail(f"{kind}: {type(error).__name__}: {error}")
        said = capsys.readouterr().err
        try:
            assert_polite(code, said, lang)
        except (AssertionError, StopIteration) as error:
            pytest.fail(f"{kind}: exit code {code}: {said[:500]}: {error}")
        assert not [path for path in folder.rglob(".*") if path.name.endswith(".part")], kind


# What makes a workspace with a file of every kind. {key}: a private key; {sbom}: a document in the workspace.
WORKSPACE_LINES = (
    "context init --organisation Kumo --product Gateway --purl pkg:generic/gateway --role supplier --exposure open",
    "vex add CVE-2021-44228 --status affected --product pkg:generic/gateway@2.1 --action Update",
    "vex import {sbom}",
    "action add CVE-2021-44228 --kind root-fix --owner Tanaka --what log4j --due 2026-12-01",
    "incident open 2026-001 --title Flaw --aware 2026-11-20T09:30:00+09:00 --regime cra-vulnerability",
    "case open 2026-003 --title Overflow --path own",
    "match confirm zlib --as cpe:2.3:a:zlib:zlib:1.2.11:*:*:*:*:*:*:* --by Tanaka",
    "declare draft d --declarer A --responsible B",
    "declare approve d --by B",
    "declare sign d --key {key}",
    "declare declined one --what x --risk y --cost c --advised-by A --advised 2026-01-01 --decided-by B --reason z",
)
READING_LINES = (
    *("context show", "context check", "vex list", "vex export", "action list", "incident status", "case show"),
    *("assess status", "assess level", "assess gap", "assess report --format html", "assess plan", "declare show"),
    *("declare show d --format html", "declare renew d e", "declare declined", "advisory check", "map coverage ssdf"),
    *("incident draft 2026-001 final", "action done a --evidence e", "assess evidence accept", "frameworks list"),
    *("vex explain CVE-2021-44228 pkg:generic/gateway@2.1", "declare revoke --key {key} --reason x"),
    *("triage {sbom} --knowledge {db}", "match candidates {sbom} --knowledge {db}", "scan {sbom} --knowledge {db}"),
)


@pytest.fixture(scope="module")
def full_workspace(place: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds files of every kind."""
    workspace = tmp_path_factory.mktemp("full") / "workspace"
    shutil.copytree(EXAMPLES / "ssdf-trial", workspace)
    (workspace / "kaname.yaml").unlink()
    document = workspace.parent / "statement.json"
    product, vulnerability = {"@id": "pkg:generic/gateway@2.1"}, {"name": "CVE-2020-8203"}
    statement = {"vulnerability": vulnerability, "products": [product], "status": "under_investigation"}
    head = {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": "https://kumo.example/1",
        "author": "Kumo",
        "version": 1,
    }
    document.write_text(json.dumps({**head, "timestamp": NOW, "statements": [statement]}), "utf-8")
    for line in WORKSPACE_LINES:
        words = [word.format(key=place["key"], sbom=str(document)) for word in line.split(" ")]
        assert main(["-q", "--lang", "en", *words, "--workspace", str(workspace)]) in (0, 1), line
    return workspace


@pytest.mark.parametrize("line", READING_LINES)
def test_a_damaged_file_of_a_workspace_is_named(
    line: str,
    place: dict[str, str],
    full_workspace: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    workspace = tmp_path / "workspace"
    shutil.copytree(full_workspace, workspace)
    words = [word.format(**place, sbom=SBOM) for word in line.split(" ")]
    kinds = ("array", "object", "truncated", "deep", "binary", "folder")
    for path in sorted(each for each in workspace.rglob("*") if each.is_file()):
        whole = path.read_bytes()
        for number, kind in enumerate(kinds):
            lang = LANGUAGES[number % 2]
            path.unlink()
            BAD[kind](path)
            where = f"{path.relative_to(workspace)}, {kind}"
            try:
                code = main(["--lang", lang, *words, "--workspace", str(workspace)])
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever comes out is the finding
                pytest.fail(f"{where}: {type(error).__name__}: {error}")
            said = capsys.readouterr().err
            try:
                assert_polite(code, said, lang)
            except (AssertionError, StopIteration) as error:
                pytest.fail(f"{where}: exit code {code}: {said[:500]}: {error}")
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            path.write_bytes(whole)
