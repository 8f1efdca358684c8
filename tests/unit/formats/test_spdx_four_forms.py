"""The same product in JSON, tag-value, YAML and JSON-LD gives the same components and relationships."""

from collections.abc import Callable

import msgspec
import pytest
from tests.unit.formats import spdx_lighthouse as lighthouse

from kaname.formats import spdx2, spdx3
from kaname.model.sbom import Component, Composition, Original, Party, Relationship, Sbom


def _json() -> Sbom:
    data = lighthouse.as_json()
    return spdx2.read_spdx_json(data, Original(data=data, sha256=""))


def _tag_value() -> Sbom:
    text = lighthouse.as_tag_value()
    return spdx2.read_spdx_tag_value(text, Original(data=text.encode(), sha256=""))


def _yaml() -> Sbom:
    text = lighthouse.as_yaml()
    return spdx2.read_spdx_yaml(text, Original(data=text.encode(), sha256=""))


def _spdx3() -> Sbom:
    data = lighthouse.as_spdx3()
    return spdx3.read_spdx3(data, Original(data=data, sha256=""))


FORMS = {"spdx-json": _json, "spdx-tag-value": _tag_value, "spdx-yaml": _yaml, "spdx3-json-ld": _spdx3}


def _placeless(component: Component) -> Component:
    return msgspec.structs.replace(component, path="")


@pytest.mark.parametrize(("form", "read"), FORMS.items())
def test_every_form_gives_the_same_bill_of_materials(form: str, read: Callable[[], Sbom]) -> None:
    expected, found = _json(), read()
    assert found.format == form
    assert found.problems == ()
    assert [_placeless(c) for c in found.components] == [_placeless(c) for c in expected.components]
    assert set(found.relationships) == set(expected.relationships)
    assert found.compositions == expected.compositions
    assert found.root == expected.root
    for name in ("identifier", "name", "timestamp", "tools", "authors", "data_licenses", "comments"):
        assert getattr(found, name) == getattr(expected, name), name


def test_what_the_product_says() -> None:
    sbom = _json()
    components = {component.ref: component for component in sbom.components}
    assert sbom.root == "SPDXRef-app"
    assert sbom.tools == (("lampmaker", "2.0.1"),)
    app, glow = components["SPDXRef-app"], components["SPDXRef-libglow"]
    assert app.supplier == Party(name="Lighthouse Works", kind="organization", emails=("psirt@lighthouse.example",))
    assert [(claim.value, claim.kind, claim.acknowledgement) for claim in app.licenses] == [
        ("Apache-2.0 OR MIT", "expression", "declared"),
        ("Apache-2.0", "id", "concluded"),
    ]
    assert [(reference.kind, reference.url) for reference in app.external_references] == [
        ("vcs", "git+https://lighthouse.example/lighthouse.git"),
        ("website", "https://lighthouse.example/"),
    ]
    assert (glow.version, glow.purl, glow.cpes) == ("3.10", "pkg:npm/libglow@3.10", (lighthouse.CPE,))
    assert (glow.hashes[0].algorithm, glow.hashes[0].value) == ("SHA-256", lighthouse.SHA256)
    assert glow.licenses[0].text == "Shine, and\nlet shine."
    assert components["SPDXRef-oil"].source_packages == (("oil-src", "1.0-1"),)
    assert components["SPDXRef-testkit"].source_packages == (("glow-src", "3.10"),)
    assert set(sbom.relationships) == {
        Relationship("SPDXRef-app", "depends_on", "SPDXRef-libglow"),
        Relationship("SPDXRef-app", "depends_on", "SPDXRef-testkit", "development"),
        Relationship("SPDXRef-app", "contains", "SPDXRef-oil"),
        Relationship("SPDXRef-testkit", "generated_from", "SPDXRef-glow-src"),
    }
    assert sbom.compositions == (Composition(aggregate="complete", dependencies=("SPDXRef-libglow",)),)


def test_paths_say_where_a_package_stands() -> None:
    assert [component.path for component in _json().components][:2] == ["packages[0]", "packages[1]"]
    tags = lighthouse.as_tag_value().splitlines()
    for component in _tag_value().components:
        number = int(component.path.removeprefix("line "))
        assert tags[number - 1] == f"PackageName: {component.name}"
