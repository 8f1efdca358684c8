"""A patched base answers like one that was built anew from the same feeds."""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaname.knowledge.build import build_base
from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.patch import patch_base
from kaname.testing.bases import base_content
from kaname.testing.feeds import Json, advisory, affected, write_epss, write_kev, write_osv_zip

NOW = datetime(2026, 11, 20, tzinfo=UTC)
LATER = datetime(2026, 11, 21, tzinfo=UTC)
ECOSYSTEMS = ("Go", "PyPI", "npm")
IDS = [
    "CVE-2026-0001",
    "CVE-2026-0002",
    "CVE-2026-0003",
    "GHSA-a",
    "GHSA-b",
    "GHSA-c",
    "PYSEC-1",
    "DEBIAN-CVE-2026-0001",
    "RHSA-1",
]

ids = st.sampled_from(IDS)
id_lists = st.lists(ids, max_size=3, unique=True)


@st.composite
def records(draw: st.DrawFn) -> Json:
    """An advisory, sometimes a defective one."""
    identifier = draw(ids)
    package = draw(st.sampled_from(["left", "right", "Middle_Name"]))
    ecosystem = draw(st.sampled_from([*ECOSYSTEMS, "Nowhere"]))
    fields: dict[str, object] = {
        "aliases": draw(id_lists),
        "related": draw(id_lists),
        "upstream": draw(id_lists),
        "details": draw(st.sampled_from(["", "one", "two"])),
    }
    if draw(st.integers(0, 5)) == 0:
        fields["withdrawn"] = "2026-01-03T00:00:00Z"
    fixed = draw(st.sampled_from(["1.0.0", "2.0.0", "not a version !"]))
    modified = draw(
        st.sampled_from(
            ["2026-01-02T03:04:05Z", "2026-02-02T03:04:05.5Z", "2026-03-02", "2030-01-01T00:00:00Z", "never"]
        )
    )
    entry = affected(ecosystem, package, {"introduced": "0"}, {"fixed": fixed})
    return advisory(identifier, entry, modified=modified, **fields)


feeds = st.dictionaries(
    st.sampled_from(ECOSYSTEMS), st.lists(records(), max_size=5, unique_by=lambda record: str(record["id"])), max_size=3
)


def write(folder: Path, content: dict[str, list[Json]]) -> list[FreshFeed]:
    """Write feeds as an update finds them in its cache."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    write_kev(folder / "kev", "CVE-2026-0001")
    for ecosystem, entries in content.items():
        write_osv_zip(folder / "osv", ecosystem, entries)
    return [
        FreshFeed(kind="osv", source=f"osv:{ecosystem}", path=str(folder / "osv" / ecosystem / "all.zip"))
        for ecosystem in content
    ] + [FreshFeed(kind="kev", source="kev", path=str(folder / "kev" / "known_exploited_vulnerabilities.json"))]


class TestPatchEqualsBuild:
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(steps=st.lists(feeds, min_size=2, max_size=3))
    def test_any_sequence_of_changes(self, steps: list[dict[str, list[Json]]]) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            present = write(folder / "feeds", steps[0])
            build_base([folder / "feeds"], folder / "k.db", now=NOW, processes=1)
            known: dict[str, list[Json]] = steps[0]
            for step in steps[1:]:
                # A source that is gone from the feeds stays in the base, so the new build gets it too.
                known = {**known, **step}
                present = write(folder / "feeds", known)
                patch_base(folder / "k.db", present, failures={}, now=LATER, processes=1)
                build_base([folder / "feeds"], folder / "new.db", now=LATER, processes=1)
                assert base_content(folder / "k.db") == base_content(folder / "new.db")

    def test_scores_and_catalogue(self, tmp_path: Path) -> None:
        write_osv_zip(tmp_path / "feeds" / "osv", "npm", [advisory("GHSA-a")])
        write_kev(tmp_path / "feeds" / "kev", "CVE-2026-0001", "CVE-2026-0002")
        table = write_epss(tmp_path / "feeds" / "epss", {"CVE-2026-0001": (0.5, 0.9), "CVE-2026-0002": (0.1, 0.2)})
        build_base([tmp_path / "feeds"], tmp_path / "k.db", now=NOW, processes=1)
        catalogue = write_kev(
            tmp_path / "feeds" / "kev", "CVE-2026-0002", "CVE-2026-0003", released="2026-01-16T00:00:00Z"
        )
        write_epss(
            tmp_path / "feeds" / "epss", {"CVE-2026-0001": (0.5, 0.9), "CVE-2026-0003": (0.3, 0.3)}, model="v2026.01.01"
        )
        fresh = [
            FreshFeed(kind="kev", source="kev", path=str(catalogue)),
            FreshFeed(kind="epss", source="epss", path=str(table)),
        ]
        patch_base(tmp_path / "k.db", fresh, failures={}, now=LATER, processes=1)
        build_base([tmp_path / "feeds"], tmp_path / "new.db", now=LATER, processes=1)
        assert base_content(tmp_path / "k.db") == base_content(tmp_path / "new.db")
