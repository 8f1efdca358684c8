"""Diff, merge, tree and why: by identity, origins kept, all ways, no endless walks."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.unit.sbom import ferry

from kaname import formats
from kaname.cli.main import main
from kaname.errors import InputError
from kaname.model.sbom import Component, Hash, Original, Relationship, Sbom
from kaname.sbom.diff import compare
from kaname.sbom.graph import find_components, find_ways, iter_tree
from kaname.sbom.merge import ORIGIN, Product, merge

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def graph(edges: str, root: str | None = "a", extra: str = "") -> Sbom:
    """``ab bc`` is a→b, b→c; every letter is a component."""
    pairs = edges.split()
    refs = sorted(set("".join(pairs)) | set(extra) | ({root} if root else set()))
    return Sbom(
        format="made",
        spec_version="",
        original=Original(data=b"", sha256="0" * 64),
        components=tuple(Component(ref=ref, path=ref, name=ref, version="1") for ref in refs),
        root=root,
        relationships=tuple(Relationship(pair[0], "depends_on", pair[1]) for pair in pairs),
    )


def read(tree: dict[str, Any]) -> Sbom:
    return formats.read_sbom(ferry.as_bytes(tree))


class TestDiff:
    def test_order_keys_and_format_do_not_matter(self) -> None:
        tree = ferry.cyclonedx()
        tree["components"].reverse()
        tree["components"][0]["bom-ref"] = "other"
        for each in tree["dependencies"]:
            each["dependsOn"] = [
                "other" if ref == "pkg:pypi/harbourmath@0.9" else ref for ref in each.get("dependsOn", ())
            ]
        assert compare(read(ferry.cyclonedx()), read(tree)).is_empty

    def test_every_kind_of_change_is_found(self) -> None:
        tree = ferry.cyclonedx()
        first, _, third = tree["components"]
        first.update(version="1.1.0", purl="pkg:npm/left-quay@1.1.0", licenses=[{"license": {"id": "ISC"}}])
        first["hashes"] = [{"alg": "SHA-256", "content": "ff" * 32}]
        first["supplier"]["name"] = "Somebody Else"
        third["scope"] = "optional"
        tree["components"].append({"type": "library", "bom-ref": "n", "name": "newcomer", "version": "1"})
        tree["dependencies"][2]["dependsOn"] = ["n"]
        tree["components"][1].pop("components")
        tree["dependencies"][1]["dependsOn"] = ["pkg:pypi/harbourmath@0.9"]
        found = compare(read(ferry.cyclonedx()), read(tree))
        assert [each.name for each in found.added] == ["newcomer"]
        assert [each.name for each in found.removed] == ["moontable"]
        by_name = {each.name: {change.field: change for change in each.changes} for each in found.changed}
        assert set(by_name) == {"left-quay", "tideglass", "harbourmath"}
        quay = by_name["left-quay"]
        assert set(quay) == {"version", "license", "hash", "supplier", "dependencies-added"}
        assert (quay["version"].before, quay["version"].after) == ("1.0.0", "1.1.0")
        assert (quay["license"].before, quay["license"].after) == ("MIT", "ISC")
        assert quay["dependencies-added"].after == "newcomer"
        assert by_name["harbourmath"]["scope"].after == "optional"
        assert by_name["tideglass"]["dependencies-removed"].before == "moontable"

    def test_another_spelling_of_a_licence_is_no_change(self) -> None:
        tree = ferry.cyclonedx()
        tree["components"][2]["licenses"] = [{"expression": "(bsd-3-clause or mit)"}]
        assert compare(read(ferry.cyclonedx()), read(tree)).is_empty

    def test_several_versions_of_one_package(self) -> None:
        def with_versions(*versions: str) -> Sbom:
            parts = [
                {"type": "library", "bom-ref": v, "name": "x", "version": v, "purl": f"pkg:npm/x@{v}"} for v in versions
            ]
            return read({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts})

        found = compare(with_versions("1", "2", "3"), with_versions("3", "1", "4"))
        assert [(each.before_version, each.after_version) for each in found.changed] == [("2", "4")]
        found = compare(with_versions("1", "2"), with_versions("3", "4"))
        assert ([e.version for e in found.removed], [e.version for e in found.added]) == (["1", "2"], ["3", "4"])
        found = compare(with_versions("1", "1"), with_versions("1"))
        assert (len(found.removed), found.unchanged) == (1, 1)

    def test_command(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        one, other = tmp_path / "1.json", tmp_path / "2.json"
        one.write_bytes(ferry.as_bytes(ferry.cyclonedx()))
        other.write_bytes(ferry.as_bytes(ferry.cyclonedx()).replace(b"1.0.0", b"1.0.1"))
        assert main(["sbom", "diff", str(one), str(one), "--fail-on-change"]) == 0
        assert main(["sbom", "diff", str(one), str(other), "--fail-on-change", "--format", "json"]) == 1
        report = json.loads(capsys.readouterr().out.split("\n", 1)[1])
        assert [each["component"] for each in report["changed"]] == ["pkg:npm/left-quay"]
        assert main(["sbom", "diff", str(one), str(tmp_path / "none")]) == 3


class TestGraph:
    def test_shared_parts_are_unfolded_once(self) -> None:
        lines = [(line.component.ref, line.depth, line.repeated) for line in iter_tree(graph("ab ac bd cd de"))]
        assert lines == [
            ("a", 0, False),
            ("b", 1, False),
            ("d", 2, False),
            ("e", 3, False),
            ("c", 1, False),
            ("d", 2, True),
        ]

    def test_cycles_end_and_unconnected_parts_are_not_missing(self) -> None:
        lines = list(iter_tree(graph("ab ba cd dc", extra="e")))
        assert {line.component.ref for line in lines} == set("abcde")
        assert {line.component.ref for line in lines if line.unconnected} == {"c", "e"}

    def test_depth_cuts_and_says_so(self) -> None:
        lines = list(iter_tree(graph("ab bc"), depth=1))
        assert [(line.component.ref, line.cut) for line in lines] == [("a", False), ("b", True)]

    def test_all_ways_shortest_first(self) -> None:
        sbom = graph("ab bd ac cd ad db")
        found = find_ways(sbom, find_components(sbom, "d")[0])
        assert ["".join(step.ref for step in way) for way in found.ways] == ["ad", "abd", "acd"]
        assert found.complete

    def test_a_graph_with_very_many_ways_ends(self) -> None:
        # 30 layers of two: a thousand million ways.
        names = [chr(0x4E00 + number) for number in range(62)]
        pairs = [names[0] + names[1], names[0] + names[2]]
        for layer in range(1, 59, 2):
            pairs += [a + b for a in names[layer : layer + 2] for b in names[layer + 2 : layer + 4]]
        pairs += [names[59] + names[61], names[60] + names[61]]
        sbom = graph(" ".join(pairs), root=names[0])
        found = find_ways(sbom, find_components(sbom, names[61])[0])
        assert not found.complete

    @pytest.mark.parametrize(
        "wanted",
        [
            "tideglass",
            "covert/tideglass",
            "tideglass@7.7.7",
            "covert/tideglass@7.7.7",
            "pkg:generic/tideglass@7.7.7",
            "pkg:generic/covert/tideglass@7.7.7",
            "pkg:generic/covert/tideglass",
        ],
    )
    def test_components_are_found_by_any_name(self, wanted: str) -> None:
        assert [each.name for each in find_components(read(ferry.cyclonedx()), wanted)] == ["tideglass"]

    def test_what_is_not_there(self) -> None:
        with pytest.raises(InputError) as caught:
            find_components(graph("ab"), "z")
        assert caught.value.code == "sbom.component_not_found"
        sbom = graph("ab", root=None)
        with pytest.raises(InputError) as caught:
            find_ways(sbom, sbom.components[0])
        assert caught.value.code == "sbom.no_root"

    def test_commands(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "ferry.json"
        path.write_bytes(ferry.as_bytes(ferry.cyclonedx()))
        assert main(["sbom", "tree", str(path)]) == 0
        out = capsys.readouterr().out
        assert "└─ covert/tideglass 7.7.7" in out
        assert main(["--lang", "ja", "sbom", "why", str(path), "harbourmath"]) == 0
        assert "ferry 4.2 → covert/tideglass 7.7.7 → harbourmath 0.9" in capsys.readouterr().out
        assert main(["sbom", "why", str(path), "nobody"]) == 3
        assert main(["sbom", "tree", str(path), "--root", "tideglass", "--format", "json"]) == 0
        names = [each["name"] for each in json.loads(capsys.readouterr().out)]
        assert names == ["tideglass", "harbourmath", "moontable"]


class TestMerge:
    def both(self, mode: str, change: bytes = b"") -> tuple[Sbom, int, int]:
        one = read(ferry.cyclonedx())
        text = (
            ferry.as_bytes(ferry.cyclonedx())
            .replace(b"5f0c5a6e", b"5f0c5a6f")
            .replace(b"generic/ferry@", b"generic/barge@")
            .replace(b'"ferry"', b'"barge"')
        )
        other = formats.read_sbom(text.replace(b"01" * 32, change) if change else text)
        made = merge(
            [one, other],
            product=Product(name="fleet", version="1", supplier="Ferry Works"),
            mode="nested" if mode == "nested" else "flat",
            timestamp="2026-04-01T00:00:00Z",
        )
        return made.sbom, made.united, made.apart

    def test_flat_lists_equal_parts_once_with_both_origins(self) -> None:
        sbom, united, apart = self.both("flat")
        assert (len(sbom.components), united, apart) == (1 + 1 + 1 + 4, 4, 0)
        quay = next(each for each in sbom.components if each.name == "left-quay")
        assert len([value for name, value in quay.properties if name == ORIGIN]) == 2
        direct = {edge.target for edge in sbom.relationships if edge.source == sbom.root}
        assert direct == {"ferry", "barge"}

    def test_parts_with_other_hashes_stay_apart(self) -> None:
        sbom, united, apart = self.both("flat", b"99" * 32)
        assert (united, apart) == (3, 1)
        assert len([each for each in sbom.components if each.name == "left-quay"]) == 2

    def test_nested_keeps_every_document_below_its_product(self) -> None:
        sbom, united, _ = self.both("nested")
        assert (len(sbom.components), united) == (11, 0)
        parents = {each.ref: each.parent for each in sbom.components}
        quays = [each for each in sbom.components if each.name == "left-quay"]
        assert {parents[each.ref] for each in quays} == {"ferry", "barge"}

    def test_same_input_same_number_and_no_loss_of_scope(self) -> None:
        assert self.both("flat")[0].identifier == self.both("flat")[0].identifier
        one, other = graph("ab"), graph("ac")
        optional = Component(ref="b", path="b", name="b", version="1", scope="optional")
        needed = Component(ref="b", path="b", name="b", version="1", scope="required", hashes=(Hash("MD5", "00"),))
        import msgspec

        one = msgspec.structs.replace(one, components=(one.components[0], optional))
        other = msgspec.structs.replace(other, components=(other.components[0], needed, other.components[1]))
        made = merge([one, other], product=Product(name="p"), mode="flat", timestamp="2026-04-01T00:00:00Z").sbom
        (found,) = [each for each in made.components if each.name == "b"]
        assert (found.scope, found.hashes) == ("required", (Hash("MD5", "00"),))

    def test_one_document_is_nothing_to_merge(self) -> None:
        with pytest.raises(InputError) as caught:
            merge([graph("ab")], product=Product(name="p"), mode="flat", timestamp="2026-04-01T00:00:00Z")
        assert caught.value.code == "sbom.merge_needs_two"

    @pytest.mark.parametrize(
        "form", ["cyclonedx-json", "cyclonedx-xml", "spdx-json", "spdx-tag-value", "spdx3-json-ld"]
    )
    @pytest.mark.parametrize("mode", ["flat", "nested"])
    def test_command_writes_what_can_be_read_again(
        self, mode: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        one, other, out = tmp_path / "1.json", tmp_path / "2.json", tmp_path / "out.json"
        one.write_bytes(ferry.as_bytes(ferry.cyclonedx()))
        other.write_bytes(ferry.as_bytes(ferry.spdx()))
        arguments = [
            "sbom",
            "merge",
            str(one),
            str(other),
            "--name",
            "fleet",
            "--mode",
            mode,
            "--output",
            str(out),
            "--to",
            form,
        ]
        assert main([*arguments, "--now", "2026-04-01"]) == 0
        first = out.read_bytes()
        assert main([*arguments, "--now", "2026-04-01"]) == 0
        assert out.read_bytes() == first
        sbom = formats.read_sbom(first)
        root = next(each for each in sbom.components if each.ref == sbom.root)
        assert root.name == "fleet"
        assert {"left-quay", "tideglass", "harbourmath"} <= {each.name for each in sbom.components}
        assert not sbom.problems
        assert main(["sbom", "merge", str(one), "--name", "x"]) == 3
        capsys.readouterr()
