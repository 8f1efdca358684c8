"""How components are reached, as documents tell it: dependencies, nesting, own documents of components."""

import json
from typing import Any

from kaname.formats import read_sbom
from kaname.services.scan_target import ways_of

SERIAL = "3e671687-395b-41f5-a30f-a58921a69b79"


def tree(**more: Any) -> Any:
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {"component": {"type": "application", "name": "a", "bom-ref": "a"}},
        **more,
    }
    return read_sbom(json.dumps(document).encode(), name="x")


def part(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "library", "name": name, "bom-ref": name, **more}


def test_dependencies_and_nesting_lead_to_a_component() -> None:
    sbom = tree(
        components=[part("b", components=[part("c")]), part("d"), part("e")],
        dependencies=[{"ref": "a", "dependsOn": ["b", "d"]}, {"ref": "d", "dependsOn": ["c"]}],
    )
    ways = ways_of(sbom, {"c"})
    assert ways.root == "a"
    assert {ref: set(above) for ref, above in ways.before.items()} == {
        "c": {"b", "d"},
        "b": {"a"},
        "d": {"a"},
        "a": set(),
    }
    assert set(ways.identities) == {"b", "d"}  # what stands above; the product itself is the subject


def test_circles_and_edges_to_nowhere_are_harmless() -> None:
    sbom = tree(
        components=[part("b"), part("c")],
        dependencies=[
            {"ref": "b", "dependsOn": ["c"]},
            {"ref": "c", "dependsOn": ["b"]},
            {"ref": "gone", "dependsOn": ["c"]},
        ],
    )
    assert set(ways_of(sbom, {"c"}).before) >= {"b", "c"}


def test_a_component_with_a_bill_of_materials_of_its_own_is_known_by_its_serial_number() -> None:
    reference = {"type": "bom", "url": f"urn:cdx:{SERIAL}/1"}
    sbom = tree(components=[part("b", externalReferences=[reference], components=[part("c")])])
    assert ways_of(sbom, {"c"}).identities["b"].serial == f"urn:uuid:{SERIAL}"
