"""Redaction: what goes, what is marked, what is proved, what is refused."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.unit.sbom import ferry

from kaname import formats
from kaname.errors import InputError, IntegrityError, KanameError, UnsupportedError
from kaname.sbom.profile import load_profile
from kaname.sbom.redaction_policy import RedactionPolicy, RedactionRule, Selection, parse_redaction_policy
from kaname.services.check import judge_sbom
from kaname.services.redact import Redacted, redact_sbom, reveal_withheld
from kaname.services.redaction_proof import make_secret_file, read_json_tree, read_secret_file
from kaname.services.verify_redaction import verify_redaction

NOW = datetime(2026, 4, 1, tzinfo=UTC)
SECRET = bytes(range(32))
REMOVE = RedactionPolicy(
    recipient="Port A", rules=(RedactionRule(select=Selection(name="tideglass"), action="remove"),)
)
MASK = RedactionPolicy(recipient="Port B", rules=(RedactionRule(select=Selection(name="tideglass"), action="mask"),))
HIDDEN = ("tideglass", "covert", "7.7.7", "Hushed", "Quiet", "c0ffee")


def redact(tree: dict[str, Any], policy: RedactionPolicy) -> Redacted:
    return redact_sbom(data=ferry.as_bytes(tree), policy=policy, secret=SECRET, now=NOW)


@pytest.mark.parametrize("policy", [REMOVE, MASK], ids=["remove", "mask"])
@pytest.mark.parametrize("make", [ferry.cyclonedx, ferry.spdx], ids=["cyclonedx", "spdx"])
def test_nothing_of_what_is_withheld_is_left(make: Callable[[], dict[str, Any]], policy: RedactionPolicy) -> None:
    made = redact(make(), policy)
    for text in HIDDEN:
        assert text not in made.document.decode(), text
        assert text not in made.proof.decode(), text
    verified = verify_redaction(document=made.document, proof=made.proof, commitment=made.commitment)
    assert verified.shown == made.shown > 20
    assert made.withheld > 5


def test_nested_parts_of_a_removed_component_go_with_it() -> None:
    made = redact(ferry.cyclonedx(), REMOVE)
    assert made.removed == ("tideglass 7.7.7", "moontable 12.34.56")
    assert b"moontable" not in made.document
    assert b"12.34.56" not in made.document


def test_removal_is_marked_and_complete_is_no_longer_claimed() -> None:
    tree = json.loads(redact(ferry.cyclonedx(), REMOVE).document)
    assert {"name": "kaname:withheld-components", "value": "2"} in tree["metadata"]["properties"]
    assert [each["aggregate"] for each in tree["compositions"]] == ["incomplete"]
    assert tree["dependencies"][0] == {"ref": "ferry", "dependsOn": ["pkg:npm/left-quay@1.0.0"]}
    spdx = json.loads(redact(ferry.spdx(), REMOVE).document)
    assert any("kaname:withheld-components" in each["comment"] for each in spdx["annotations"])
    assert "files" not in spdx


def test_a_masked_component_is_withheld_not_unknown() -> None:
    for make in (ferry.cyclonedx, ferry.spdx):
        sbom = formats.read_sbom(redact(make(), MASK).document)
        (masked,) = [each for each in sbom.components if each.name == "withheld"]
        assert dict(masked.properties)["kaname:withheld"].split()[:3] == ["name", "version", "identifier"]
        judgement = judge_sbom(sbom=sbom, profile=load_profile("cisa-2026"))
        by_id = {each.id: each for each in judgement.attributes}
        for attribute in ("component-version", "component-identifiers", "component-hash-value", "component-name"):
            assert (by_id[attribute].met, by_id[attribute].withheld, by_id[attribute].unknown) == (True, 1, 0), (
                attribute
            )
        strict = judge_sbom(sbom=sbom, profile=load_profile("ntia-2021"))
        assert "sbom.stated_withheld" in {each.code for each in strict.failures}


def test_edges_of_a_masked_component_lead_to_its_new_key() -> None:
    policy = RedactionPolicy(
        recipient="x",
        rules=(RedactionRule(select=Selection(name="tideglass"), action="mask", fields=("name", "version")),),
    )
    tree = json.loads(redact(ferry.cyclonedx(), policy).document)
    assert tree["dependencies"][0]["dependsOn"] == ["pkg:npm/left-quay@1.0.0", "withheld-1"]
    assert tree["dependencies"][1]["ref"] == "withheld-1"
    assert formats.read_sbom(redact(ferry.cyclonedx(), policy).document).problems == ()


def test_text_that_names_a_withheld_component_goes_too_or_is_reported() -> None:
    assert b"first written for" not in redact(ferry.cyclonedx(), REMOVE).document
    report = RedactionPolicy(recipient="x", rules=REMOVE.rules, mentions="report")
    made = redact(ferry.cyclonedx(), report)
    assert made.mentions == ("/components/2/description",)
    assert b"first written for" in made.document


def test_single_fields_and_document_fields() -> None:
    policy = parse_redaction_policy(
        b"recipient: C\nrules:\n  - select: {purl: 'pkg:npm/*'}\n    action: mask\n    fields: [supplier, license]\n"
        b"document: [/metadata/authors]\n"
    )
    made = redact(ferry.cyclonedx(), policy)
    tree = json.loads(made.document)
    assert "authors" not in tree["metadata"]
    assert tree["components"][0]["properties"] == [{"name": "kaname:withheld", "value": "supplier license"}]
    assert tree["components"][0]["bom-ref"] == "pkg:npm/left-quay@1.0.0"
    verify_redaction(document=made.document, proof=made.proof)


def test_the_commitment_is_the_same_for_all_recipients() -> None:
    assert redact(ferry.cyclonedx(), REMOVE).commitment == redact(ferry.cyclonedx(), MASK).commitment
    assert redact(ferry.cyclonedx(), REMOVE) == redact(ferry.cyclonedx(), REMOVE)
    changed = ferry.cyclonedx()
    changed["version"] = 4
    assert redact(changed, REMOVE).commitment != redact(ferry.cyclonedx(), REMOVE).commitment


def test_order_of_keys_and_white_space_do_not_matter() -> None:
    made = redact(ferry.cyclonedx(), REMOVE)
    other = json.dumps(json.loads(made.document), sort_keys=True, separators=(",", ":")).encode()
    verify_redaction(document=other, proof=made.proof)


@pytest.mark.parametrize("policy", [REMOVE, MASK], ids=["remove", "mask"])
def test_a_reveal_is_genuine_and_a_forged_one_is_refused(policy: RedactionPolicy) -> None:
    data = ferry.as_bytes(ferry.cyclonedx())
    made = redact(ferry.cyclonedx(), policy)
    reveal = reveal_withheld(original=data, proof=made.proof, secret=SECRET, wanted=["tideglass"])
    verified = verify_redaction(document=made.document, proof=made.proof, reveal=reveal)
    assert ("/components/1/name", "tideglass") in verified.revealed
    assert ("/components/1/purl", "pkg:generic/covert/tideglass@7.7.7") in verified.revealed
    forged = reveal.replace(b'"tideglass"', b'"seaglass"', 1)
    with pytest.raises(IntegrityError) as caught:
        verify_redaction(document=made.document, proof=made.proof, reveal=forged)
    assert caught.value.code == "sbom.reveal_wrong"


def test_only_what_was_asked_for_is_revealed() -> None:
    data = ferry.as_bytes(ferry.cyclonedx())
    made = redact(ferry.cyclonedx(), MASK)
    reveal = reveal_withheld(original=data, proof=made.proof, secret=SECRET, wanted=["/components/1/licenses"])
    assert b"Quiet Licence" in reveal
    assert b"tideglass" not in reveal
    verify_redaction(document=made.document, proof=made.proof, reveal=reveal)


def test_keys_that_look_like_indices_are_keys() -> None:
    tree = ferry.cyclonedx()
    tree["components"][1]["cryptoProperties"] = {"0": {"1": "deep"}, "a/b": {"~": ["x", {"2": "y"}]}}
    for policy in (REMOVE, MASK):
        made = redact(tree, policy)
        reveal = reveal_withheld(
            original=ferry.as_bytes(tree), proof=made.proof, secret=SECRET, wanted=["/components/1"]
        )
        shown = dict(verify_redaction(document=made.document, proof=made.proof, reveal=reveal).revealed)
        assert shown["/components/1/cryptoProperties/0/1"] == "deep"
        assert shown["/components/1/cryptoProperties/a~1b/~0/1/2"] == "y"
    tree["components"][0]["data"] = {"0": {"1": "shown"}}
    made = redact(tree, RedactionPolicy(recipient="x", rules=MASK.rules, document=("/metadata/tools",)))
    verify_redaction(document=made.document, proof=made.proof)


def test_refusals_of_reveals() -> None:
    data = ferry.as_bytes(ferry.cyclonedx())
    made = redact(ferry.cyclonedx(), REMOVE)
    cases: list[tuple[bytes, bytes, list[str], str]] = [
        (data, bytes(32), ["tideglass"], "sbom.original_differs"),
        (data.replace(b"4.2", b"4.3"), SECRET, ["tideglass"], "sbom.original_differs"),
        (data, SECRET, ["left-quay"], "sbom.reveal_nothing"),
        (data, SECRET, ["nobody"], "sbom.reveal_nothing"),
    ]
    for original, secret, wanted, code in cases:
        with pytest.raises(KanameError) as caught:
            reveal_withheld(original=original, proof=made.proof, secret=secret, wanted=wanted)
        assert caught.value.code == code


def _set(tree: Any, place: tuple[str | int, ...], value: Any) -> None:
    for part in place[:-1]:
        tree = tree[part]
    tree[place[-1]] = value


def test_a_forger_who_also_writes_the_digest_of_the_view_is_caught() -> None:
    """The digest alone would be easy to write again; the leaves and the rule about marks hold without it."""
    import hashlib

    from kaname.exchange.canonical import canonical_json

    made = redact(ferry.cyclonedx(), MASK)
    forgeries: list[tuple[tuple[str | int, ...], Any]] = [
        (("components", 0, "version"), "1.0.1"),
        (("components", 0, "extra"), "x"),
        (("components", 1, "type"), "application"),
        (("components", 1, "name"), "seaglass"),
        (("components", 1, "properties", 0, "value"), "everything"),
        (("components", 1, "description"), "harmless"),
        (("vulnerabilities",), [{"id": "CVE-1"}]),
        (("metadata", "properties"), [{"name": "kaname:withheld-components", "value": "<b>"}]),
        (("dependencies", 0, "dependsOn"), ["withheld-1", "pkg:npm/left-quay@1.0.0"]),
        (("serialNumber",), "urn:uuid:00000000-0000-4000-8000-000000000000"),
    ]
    for place, value in forgeries:
        tree = json.loads(made.document)
        _set(tree, place, value)
        proof = json.loads(made.proof)
        proof["view"] = hashlib.sha256(canonical_json(tree)).hexdigest()
        with pytest.raises(IntegrityError):
            verify_redaction(document=json.dumps(tree).encode(), proof=json.dumps(proof).encode())


def test_another_commitment_than_the_expected_one() -> None:
    made = redact(ferry.cyclonedx(), MASK)
    with pytest.raises(IntegrityError) as caught:
        verify_redaction(document=made.document, proof=made.proof, commitment="00" * 32)
    assert caught.value.code == "sbom.commitment_other"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda tree: tree.update(specVersion="1.2"), "sbom.redact_format"),
        (lambda tree: tree["components"][0].update(size=9007199254740993), "sbom.redact_numbers"),
        (lambda tree: tree["components"][0].update({"bom-ref": "withheld-1"}), "sbom.redact_marked_already"),
    ],
)
def test_documents_that_are_refused(change: Callable[[dict[str, Any]], None], code: str) -> None:
    tree = ferry.cyclonedx()
    change(tree)
    with pytest.raises((InputError, UnsupportedError)) as caught:
        redact(tree, REMOVE)
    assert caught.value.code == code


def test_repeated_keys_and_deep_nesting_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        read_json_tree(b'{"a": 1, "a": 2}')
    assert caught.value.code == "sbom.redact_repeated_key"
    for depth in (400, 100_000):
        with pytest.raises(InputError) as caught:
            read_json_tree(b"[" * depth + b"]" * depth)
        assert caught.value.code == "sbom.redact_too_deep"
    with pytest.raises(InputError) as caught:
        read_json_tree(b'{"a": }')
    assert caught.value.code == "formats.json_syntax"


def test_the_product_itself_cannot_be_removed() -> None:
    policy = RedactionPolicy(recipient="x", rules=(RedactionRule(select=Selection(name="ferry"), action="remove"),))
    for make in (ferry.cyclonedx, ferry.spdx):
        with pytest.raises(InputError) as caught:
            redact(make(), policy)
        assert caught.value.code == "sbom.redact_root"


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("recipient: x\nrules: [{select: {}, action: mask}]", "sbom.redact_rule_empty", "rules[0].select"),
        (
            "recipient: x\nrules: [{select: {name: a}, action: mask, fields: [colour]}]",
            "sbom.redact_field",
            "rules[0].fields[0]",
        ),
        ("recipient: x\ndocument: [specVersion]", "sbom.redact_pointer", "document[0]"),
        ("recipient: x\ndocument: [/components/0]", "sbom.redact_pointer", "document[0]"),
        ("recipient: x\nrules: [{select: {name: a}, action: burn}]", "sbom.yaml_form", "rules[0].action"),
        ("recipient: &a x\nrules: *a", "catalogs.alias_refused", "line 1, column 12"),
        ("recipient: [", "catalogs.not_yaml", "line 2, column 1"),
    ],
)
def test_policies_that_are_refused(text: str, code: str, path: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_redaction_policy(text.encode())
    assert (caught.value.code, caught.value.path) == (code, path)


def test_secret_files() -> None:
    assert read_secret_file(make_secret_file(SECRET)) == SECRET
    for broken in (b"", b"[]", b"{}", b'{"schema": "kaname.redaction-secret/1", "secret": "AAAA"}'):
        with pytest.raises(InputError) as caught:
            read_secret_file(broken)
        assert caught.value.code == "sbom.secret_form"


@pytest.mark.parametrize("proof", [b"", b"{}", b"[" * 5000, b'{"schema": "x"}'])
def test_proofs_that_are_none(proof: bytes) -> None:
    with pytest.raises(InputError) as caught:
        verify_redaction(document=b"{}", proof=proof)
    assert caught.value.code == "sbom.proof_form"
