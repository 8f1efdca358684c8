"""Random policies: the view always verifies, any change is detected, nothing withheld is in the output."""

import json
import random
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.errors import InputError, IntegrityError
from kaname.sbom.json_tree import iter_leaves
from kaname.sbom.redaction_policy import FIELDS, RedactionPolicy, RedactionRule, Selection
from kaname.services.redact import redact_sbom, reveal_withheld
from kaname.services.verify_redaction import verify_redaction

NOW = datetime(2026, 4, 1, tzinfo=UTC)
POLICIES = 10_000
# Every value is a word of its own, so that finding one in the output is never chance.
IDENTITY = ("name", "version", "purl", "cpe", "group")


def _word(rng: random.Random, kind: str) -> str:
    return f"{kind}-{rng.getrandbits(64):016x}"


def _component(rng: random.Random, number: int) -> dict[str, Any]:
    name, version = _word(rng, "name"), _word(rng, "ver")
    made: dict[str, Any] = {"type": "library", "name": name, "version": version}
    made["bom-ref"] = rng.choice([f"pkg:generic/{name}@{version}", f"ref-{number}", _word(rng, "ref")])
    if rng.random() < 0.7:
        made["purl"] = f"pkg:generic/{name}@{version}"
    if rng.random() < 0.3:
        made["cpe"] = f"cpe:2.3:a:{_word(rng, 'vendor')}:{name}:{version}:*:*:*:*:*:*:*"
    if rng.random() < 0.5:
        made["supplier"] = {"name": _word(rng, "supplier")}
    if rng.random() < 0.5:
        made["licenses"] = [{"license": {"name": _word(rng, "licence")}}]
    if rng.random() < 0.3:
        made["hashes"] = [{"alg": "SHA-256", "content": f"{rng.getrandbits(256):064x}"}]
    if rng.random() < 0.3:
        made["properties"] = [{"name": "p", "value": _word(rng, "prop")}, {"name": "q", "value": rng.randrange(9)}]
    return made


def _document(rng: random.Random) -> dict[str, Any]:
    components = [_component(rng, number) for number in range(rng.randint(1, 4))]
    if len(components) > 2 and rng.random() < 0.5:
        components[0]["components"] = [components.pop()]
    flat = [*components, *[inner for each in components for inner in each.get("components", ())]]
    refs = [each["bom-ref"] for each in flat]
    if rng.random() < 0.4:
        flat[0]["description"] = f"goes well with {rng.choice(flat)['name']}, and more"
    tree: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "metadata": {"component": {"type": "application", "bom-ref": "root", "name": "product"}},
        "components": components,
        "dependencies": [{"ref": "root", "dependsOn": rng.sample(refs, rng.randint(0, len(refs)))}],
    }
    for ref in refs:
        if rng.random() < 0.5:
            tree["dependencies"].append({"ref": ref, "dependsOn": rng.sample(refs, rng.randint(0, len(refs)))})
    if rng.random() < 0.5:
        tree["compositions"] = [{"aggregate": rng.choice(["complete", "unknown"]), "assemblies": [rng.choice(refs)]}]
    return tree


def _policy(rng: random.Random, tree: dict[str, Any]) -> RedactionPolicy:
    flat = [*tree["components"], *[inner for each in tree["components"] for inner in each.get("components", ())]]
    rules = []
    for _ in range(rng.randint(0, 3)):
        chosen = rng.choice(flat)
        key = rng.choice(["name", "version", "ref"])
        pattern = chosen["bom-ref"] if key == "ref" else chosen[key]
        action = rng.choice(["remove", "mask"])
        fields = tuple(rng.sample(FIELDS, rng.randint(0, 4))) if action == "mask" else ()
        rules.append(RedactionRule(select=Selection(**{key: pattern}), action=action, fields=fields))  # type: ignore[arg-type]
    document = tuple(
        rng.sample(["/metadata/component/name", "/compositions", "/dependencies/0", "/nothing"], rng.randint(0, 1))
    )
    return RedactionPolicy(recipient="someone", rules=tuple(rules), document=document)


def _secrets_of(tree: dict[str, Any], policy: RedactionPolicy) -> set[str]:
    """Every unique word that the policy says must not be seen, worked out without the code under test."""
    hidden: set[str] = set()

    def collect(component: dict[str, Any], inside: bool) -> None:
        fits = [
            rule
            for rule in policy.rules
            if all(
                getattr(rule.select, key) in (None, component["bom-ref" if key == "ref" else key])
                for key in ("name", "version", "ref")
            )
        ]
        removed = inside or any(rule.action == "remove" for rule in fits)
        fields: set[str] = set()
        for rule in fits:
            fields |= set(rule.fields or FIELDS)
        inner = component.get("components", [])
        own = {key: value for key, value in component.items() if key != "components"}
        if removed:
            hidden.update(str(value) for _, value in iter_leaves({**own, "type": "", "properties": []}))
            hidden.update(str(each["value"]) for each in own.get("properties", []) if each["name"] == "p")
        else:
            if "name" in fields:
                hidden.add(component["name"])
            if "version" in fields:
                hidden.add(component["version"])
            if "supplier" in fields and "supplier" in own:
                hidden.add(own["supplier"]["name"])
            if "license" in fields and "licenses" in own:
                hidden.add(own["licenses"][0]["license"]["name"])
        for each in inner:
            collect(each, removed)

    for component in tree["components"]:
        collect(component, False)
    return {text for text in hidden if len(text) >= 16}


def _alter(rng: random.Random, document: bytes) -> bytes:
    """Change one leaf, drop one, move one or add one: something that means something else."""
    tree = json.loads(document)
    leaves = list(iter_leaves(tree))
    place, value = rng.choice(leaves)
    holder = tree
    for part in place[:-1]:
        holder = holder[part]
    choice = rng.randrange(3)
    if choice == 0:
        holder[place[-1]] = f"{value}x" if isinstance(value, str) else "altered"
    elif choice == 1:
        del holder[place[-1]]
    elif isinstance(holder, dict):
        holder["added"] = "x"
    else:
        holder.append("x")
    return json.dumps(tree).encode()


@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_random_policies(part: int) -> None:
    rng = random.Random(part)
    for _ in range(POLICIES // 4):
        tree = _document(rng)
        policy = _policy(rng, tree)
        data = json.dumps(tree).encode()
        secret = rng.randbytes(32)
        made = redact_sbom(data=data, policy=policy, secret=secret, now=NOW)
        verify_redaction(document=made.document, proof=made.proof, commitment=made.commitment)
        shown = made.document.decode() + made.proof.decode()
        for text in _secrets_of(tree, policy):
            assert text not in shown, (text, policy)
        altered = _alter(rng, made.document)
        with pytest.raises(IntegrityError):
            verify_redaction(document=altered, proof=made.proof)
        if made.removed:
            reveal = reveal_withheld(original=data, proof=made.proof, secret=secret, wanted=["/components"])
            verified = verify_redaction(document=made.document, proof=made.proof, reveal=reveal)
            for pointer, value in verified.revealed:
                assert _at(tree, pointer) == value


def _at(tree: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        tree = tree[int(key)] if isinstance(tree, list) else tree[key]
    return tree


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.data())
def test_every_changed_byte_is_detected_or_means_the_same(seed: int, data: st.DataObject) -> None:
    rng = random.Random(seed)
    tree = _document(rng)
    made = redact_sbom(data=json.dumps(tree).encode(), policy=_policy(rng, tree), secret=rng.randbytes(32), now=NOW)
    which = data.draw(st.sampled_from(["document", "proof"]))
    original = made.document if which == "document" else made.proof
    at = data.draw(st.integers(0, len(original) - 1))
    byte = data.draw(st.integers(0, 255))
    altered = original[:at] + bytes([byte]) + original[at + 1 :]
    document, proof = (altered, made.proof) if which == "document" else (made.document, altered)
    try:
        verified = verify_redaction(document=document, proof=proof, commitment=made.commitment)
    except (IntegrityError, InputError):
        return
    # It verified, so that it must say the same: other white space, another escape; in the proof, who it is for and when.
    if which == "document":
        assert json.loads(altered) == json.loads(original)
    else:
        before, after = json.loads(original), json.loads(altered)
        for free in ("recipient", "created"):
            before.pop(free), after.pop(free)
        assert before == after
    assert verified.commitment == made.commitment
