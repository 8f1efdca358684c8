"""dpkg databases: states, source packages, needs, files held against md5sums, status.d of images without dpkg."""

from kaname.extract import EXTRACTORS, NOT_UNDERSTOOD, Extraction, walk_tree
from kaname.extract.systems.dpkg import iter_paragraphs
from kaname.extract.tree import MemoryTree
from kaname.model.sbom import ALTERED_PROPERTY, Component
from kaname.testing.images import make_dpkg_system


def walk(files: dict[str, bytes]) -> Extraction:
    return walk_tree(MemoryTree(files), EXTRACTORS, not_understood=NOT_UNDERSTOOD)


def packages(extraction: Extraction) -> dict[str, Component]:
    return {each.name: each for run in extraction.runs if run.kind.startswith("dpkg") for each in run.found.components}


def edges(extraction: Extraction) -> set[tuple[str, str]]:
    names = {each.ref: each.name for run in extraction.runs for each in run.found.components}
    return {(names[e.source], names[e.target]) for run in extraction.runs for e in run.found.relationships}


PARAGRAPH = "Package: {0}\nStatus: {1}\nArchitecture: amd64\nVersion: 1.0\n\n"


def test_packages_carry_release_architecture_and_source() -> None:
    system = make_dpkg_system(
        {
            "tide": (
                "1:2.0-1+b3",
                "Source: tide-src (1:2.0-1)\nHomepage: https://tide.example\nDescription: tides\n long\n",
            ),
            "moon": ("3.1", ""),
        },
        {},
    )
    found = packages(walk(system))
    assert found["tide"].purl == (
        "pkg:deb/debian/tide@1:2.0-1%2Bb3?arch=amd64&distro=debian-12&upstream=tide-src%401:2.0-1"
    )
    assert found["tide"].source_packages == (("tide-src", "1:2.0-1"),)
    assert found["tide"].description == "tides"
    assert found["moon"].purl == "pkg:deb/debian/moon@3.1?arch=amd64&distro=debian-12&upstream=moon"
    assert found["moon"].source_packages == (("moon", "3.1"),)
    assert found["moon"].supplier is not None and found["moon"].supplier.emails == ("team@harbour.example",)


def test_only_what_is_unpacked_counts() -> None:
    states = {
        "a": "install ok installed",
        "b": "deinstall ok config-files",
        "c": "install ok unpacked",
        "d": "install reinstreq half-installed",
        "e": "purge ok not-installed",
        "f": "hold ok triggers-pending",
    }
    text = "".join(PARAGRAPH.format(name, state) for name, state in states.items())
    extraction = walk({"etc/os-release": b"ID=debian\nVERSION_ID=12\n", "var/lib/dpkg/status": text.encode()})
    assert sorted(packages(extraction)) == ["a", "c", "d", "f"]
    (run,) = [run for run in extraction.runs if run.kind == "dpkg"]
    assert [(each.code, each.params["package"]) for each in run.problems] == [
        ("extract_os.package_half_installed", "d")
    ]


def test_needs_are_answered_by_names_and_provisions() -> None:
    system = make_dpkg_system(
        {
            "tide": ("1", "Pre-Depends: libc (>= 2)\nDepends: mail-agent | post, ghost:any (<< 3), libc\n"),
            "libc": ("2", ""),
            "post": ("1", "Provides: mail-agent (= 1), other\n"),
        },
        {},
    )
    extraction = walk(system)
    assert edges(extraction) == {("tide", "libc"), ("tide", "post")}
    assert ("kaname:unmet-dependency", "ghost") in packages(extraction)["tide"].properties
    assert extraction.status == "complete"


def test_an_altered_file_marks_its_package() -> None:
    files = {"usr/share/tide/a": b"one", "usr/share/moon/b": b"two"}
    system = make_dpkg_system({"tide": ("1", ""), "moon": ("1", "")}, files)
    assert walk(system).status == "complete"
    system["usr/share/tide/a"] = b"other"
    found = packages(walk(system))
    assert dict(found["tide"].properties)[ALTERED_PROPERTY] == "usr/share/tide/a"
    assert ALTERED_PROPERTY not in dict(found["moon"].properties)
    del system["usr/share/tide/a"]
    assert walk(system).status == "complete"


def test_merged_folders_and_diversions_are_no_alterations() -> None:
    system = make_dpkg_system({"tide": ("1", "")}, {"bin/tide/x": b"one", "usr/lib/tide/y": b"two"})
    system["usr/bin/tide/x"] = system.pop("bin/tide/x")
    system["usr/lib/tide/y.distrib"] = system.pop("usr/lib/tide/y")
    system["usr/lib/tide/y"] = b"from another package"
    system["var/lib/dpkg/diversions"] = b"/usr/lib/tide/y\n/usr/lib/tide/y.distrib\nother\n"
    assert walk(system).status == "complete"
    system["usr/bin/tide/x"] = b"changed"
    assert walk(system).status == "partial"


def test_parts_answer_each_other() -> None:
    part = "Package: {0}\nVersion: 1\nArchitecture: amd64\nDepends: {1}\n"
    folder = "var/lib/dpkg/status.d/"
    extraction = walk(
        {
            "usr/lib/os-release": b'ID="debian"\nVERSION_ID="12"\n',
            folder + "tide": part.format("tide", "libc6, libs").encode(),
            folder + "tide.md5sums": b"d41d8cd98f00b204e9800998ecf8427e  usr/bin/tide\n",
            folder + "libs": part.format("libs", "").encode(),
            "usr/bin/tide": b"not empty",
        }
    )
    assert edges(extraction) == {("tide", "libs")}
    assert sorted(packages(extraction)) == ["libs", "tide"]
    assert [run.path for run in extraction.runs if run.kind == "dpkg-part"] == [folder + "libs", folder + "tide"]
    assert dict(packages(extraction)["tide"].properties)[ALTERED_PROPERTY] == "usr/bin/tide"


def test_without_release_the_packages_are_listed_and_the_gap_is_named() -> None:
    extraction = walk({"var/lib/dpkg/status": PARAGRAPH.format("tide", "install ok installed").encode()})
    assert packages(extraction)["tide"].purl == "pkg:deb/tide@1.0?arch=amd64&upstream=tide"
    assert [each.code for run in extraction.runs for each in run.problems] == ["extract_os.release_missing"]


def test_paragraphs_without_name_or_version_are_named() -> None:
    text = (
        PARAGRAPH.format("tide", "install ok installed") + "Package: broken\nStatus: install ok installed\n\nnonsense\n"
    )
    extraction = walk({"etc/os-release": b"ID=debian\nVERSION_ID=12\n", "var/lib/dpkg/status": text.encode()})
    assert sorted(packages(extraction)) == ["tide"]
    (run,) = [run for run in extraction.runs if run.kind == "dpkg"]
    assert [(each.code, each.path) for each in run.problems] == [("extract.entry_not_understood", "line 6")]


def test_continued_lines_and_unknown_fields_are_kept_apart() -> None:
    text = "A: 1\n 2\n\t3\nb:4\n\n\n\nC: 5"
    assert list(iter_paragraphs(text)) == [(1, {"a": "1\n2\n3", "b": "4"}), (8, {"c": "5"})]


def test_a_system_below_a_folder_uses_its_own_release() -> None:
    inner = make_dpkg_system({"tide": ("1", "")}, {})
    files = {f"images/web/{path}": data for path, data in inner.items()}
    files["etc/os-release"] = b"ID=ubuntu\nVERSION_ID=24.04\n"
    purl = packages(walk(files))["tide"].purl
    assert purl is not None and "distro=debian-12" in purl
