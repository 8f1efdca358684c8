"""The hot table in PostgreSQL: the same join over bytea gives the same matches as SQLite over BLOB."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.knowledge.build import build_base
from kaname.testing.feeds import advisory, affected, write_osv_zip
from kaname.versions import sort_key

pytestmark = pytest.mark.postgres

JOIN = (
    "SELECT c.ecosystem, c.name, c.version, a.record, a.n FROM component c"
    " JOIN package p ON p.ecosystem = c.ecosystem AND p.name = c.name JOIN affected a ON a.package = p.id"
    " AND a.lower <= c.key AND (a.upper IS NULL OR c.key < a.upper) ORDER BY 1, 2, 3, 4, 5"
)
VERSIONS = {
    "npm": ["0.0.1", "1.0.0-alpha", "1.0.0", "1.0.1", "1.9.9", "2.0.0-rc.1", "2.0.0", "10.0.0"],
    "Maven": ["1.0-alpha-1", "1.0-SNAPSHOT", "1.0", "1.0-sp1", "1.0.1", "1.10", "2.0"],
    "Debian:12": ["0~1", "1.0~rc1-1", "1.0-1", "1.0-1+deb12u1", "1:0.1-1", "2.0-1"],
    "PyPI": ["1.0.dev1", "1.0a1", "1.0", "1.0.post1", "1!0.1", "2.0"],
}


def build(folder: Path) -> Path:
    for ecosystem, versions in VERSIONS.items():
        records = [
            advisory(
                f"T-{ecosystem}-{first}-{last}",
                affected(ecosystem, "thing", {"introduced": versions[first]}, {kind: versions[last]}),
                affected(ecosystem, "thing", {"introduced": "0"}, {"fixed": versions[1]}, versions=[versions[last]]),
            )
            for first in range(0, len(versions), 2)
            for last in range(first + 1, len(versions))
            for kind in ("fixed", "last_affected")[last % 2 :][:1]
        ]
        write_osv_zip(folder, ecosystem.replace(":", " "), records)
    target = folder / "k.db"
    build_base([folder], target, now=datetime(2026, 11, 20, tzinfo=UTC), processes=1)
    return target


def components() -> list[tuple[str, str, str, bytes]]:
    schemes = {"npm": "npm", "Maven": "maven", "Debian:12": "deb", "PyPI": "pypi"}
    rows = []
    for ecosystem, versions in VERSIONS.items():
        for version in versions:
            key = sort_key(schemes[ecosystem], version)
            assert isinstance(key, bytes)
            rows.append((ecosystem, "thing", version, key))
    return rows


def test_the_same_join_gives_the_same_matches(tmp_path: Path, postgres_url: str) -> None:
    import psycopg

    base = sqlite3.connect(build(tmp_path))
    base.execute("CREATE TEMP TABLE component (ecosystem TEXT, name TEXT, version TEXT, key BLOB)")
    base.executemany("INSERT INTO component VALUES (?,?,?,?)", components())
    expected = sorted(base.execute(JOIN).fetchall())
    packages = base.execute("SELECT ecosystem, name, id FROM package").fetchall()
    rows = base.execute("SELECT package, record, n, lower, upper FROM affected").fetchall()
    base.close()
    assert len(expected) > 100
    with psycopg.connect(postgres_url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE component (ecosystem text, name text, version text, key bytea)")
        cursor.execute("CREATE TEMP TABLE package (ecosystem text, name text, id int)")
        cursor.execute("CREATE TEMP TABLE affected (package int, record int, n int, lower bytea, upper bytea)")
        cursor.executemany("INSERT INTO component VALUES (%s, %s, %s, %s)", components())
        cursor.executemany("INSERT INTO package VALUES (%s, %s, %s)", packages)
        cursor.executemany("INSERT INTO affected VALUES (%s, %s, %s, %s, %s)", rows)
        cursor.execute(JOIN)
        found = sorted(cursor.fetchall())
        connection.rollback()
    assert found == expected
