"""What a knowledge base holds, free of the numbers that its file happens to use, so that two bases can be compared."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from kaname.knowledge.ledger import unpack_ledger

Content = dict[str, Any]


def base_content(path: Path) -> Content:
    """Return everything in a base but its digest and its time of building, ordered and without internal numbers."""
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    unpack = zstandard.ZstdDecompressor().decompress

    def rows(statement: str) -> list[tuple[Any, ...]]:
        return sorted(database.execute(statement).fetchall(), key=repr)

    try:
        return {
            "meta": rows("SELECT name, value FROM meta WHERE name NOT IN ('built', 'digest')"),
            "sources": rows("SELECT id, state FROM source"),
            "ecosystems": rows("SELECT name, scheme FROM ecosystem"),
            "packages": rows("SELECT ecosystem, name FROM package"),
            "affected": rows(
                "SELECT p.ecosystem, p.name, r.name, a.n, a.lower, a.upper, a.text, a.fixed FROM affected a"
                " JOIN package p ON p.id = a.package JOIN record r ON r.id = a.record"
            ),
            "records": [
                (*row[:-2], unpack(row[-2]), unpack(row[-1]))
                for row in rows(
                    "SELECT r.name, s.id, g.preferred, r.published, r.modified, r.withdrawn, r.crc, r.changed, l.content,"
                    " d.head, d.body FROM record r JOIN source s ON s.number = r.source JOIN grp g ON g.id = r.grp"
                    " JOIN detail d ON d.record = r.id LEFT JOIN link l ON l.record = r.id"
                )
            ],
            "groups": [
                (name, msgspec.msgpack.decode(links)) for name, links in rows("SELECT preferred, links FROM grp")
            ],
            "aliases": rows("SELECT a.key, a.name, g.preferred FROM alias a JOIN grp g ON g.id = a.grp"),
            "unjoined": rows("SELECT key, other FROM unjoined"),
            "kev": rows("SELECT cve, source, entry FROM kev"),
            **_further(rows),
            "epss": rows("SELECT cve, score_ppb, percentile_ppb FROM epss"),
            "ledgers": {
                source: (
                    ledger.files,
                    sorted((row.member, row.id, row.instant, row.reason, row.detail) for row in ledger.rows),
                )
                for source, content in rows("SELECT source, content FROM ledger")
                for ledger in [unpack_ledger(content)]
            },
            "loose": [
                database.execute(f"SELECT count(*) FROM {table} WHERE record NOT IN (SELECT id FROM record)").fetchone()
                for table in ("affected", "detail", "link", "configuration", "cpe", "hash")
            ],
        }
    finally:
        database.close()


def _further(rows: Callable[[str], list[tuple[Any, ...]]]) -> Content:
    return {
        "configurations": rows(
            "SELECT r.name, s.id, c.body FROM configuration c JOIN record r ON r.id = c.record"
            " JOIN source s ON s.number = r.source"
        ),
        "cpes": rows(
            "SELECT c.vendor, c.product, r.name, s.id FROM cpe c JOIN record r ON r.id = c.record"
            " JOIN source s ON s.number = r.source"
        ),
        "hashes": rows(
            "SELECT h.value, h.algorithm, h.label, r.name, s.id FROM hash h JOIN record r ON r.id = h.record"
            " JOIN source s ON s.number = r.source"
        ),
        "products": rows("SELECT part, vendor, product, vendor_name, product_name FROM product"),
        "eol": rows("SELECT id, body FROM eol") + rows("SELECT key, id FROM eol_name"),
        "found": [
            rows(
                "SELECT r.name, s.id FROM search f JOIN record r ON r.id = f.rowid"
                f" JOIN source s ON s.number = r.source WHERE f.text MATCH '\"{word}\"'"
            )
            for word in ("CVE", "left", "right", "JVN", "kernel", "server")
        ],
    }
