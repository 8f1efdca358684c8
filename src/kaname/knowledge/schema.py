"""The tables of a knowledge base and the numbers that name its format.

Every statement that creates something stands here; docs/reference/knowledge.md explains each table. A change of the tables
raises ``FORMAT_VERSION``: bases of another version are refused, never guessed at.
"""

APPLICATION_ID = 0x4B4E4D45  # "KNME"
FORMAT_VERSION = 1
PAGE_SIZE_BYTES = 4096
DIGEST_LABEL = "kaname-sha256:"
"""Stands before the digest in the file, so that it can be found without asking SQLite."""

TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE source (id TEXT PRIMARY KEY, number INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE ecosystem (id INTEGER PRIMARY KEY, name TEXT NOT NULL, scheme TEXT)",
    "CREATE TABLE package (ecosystem TEXT NOT NULL, name TEXT NOT NULL, id INTEGER NOT NULL,"
    " PRIMARY KEY (ecosystem, name)) WITHOUT ROWID",
    "CREATE TABLE affected (package INTEGER NOT NULL, record INTEGER NOT NULL, n INTEGER NOT NULL,"
    " lower BLOB, upper BLOB, text TEXT NOT NULL, fixed TEXT,"
    " PRIMARY KEY (package, record, n)) WITHOUT ROWID",
    "CREATE TABLE record (id INTEGER PRIMARY KEY, name TEXT NOT NULL, source INTEGER NOT NULL, grp INTEGER NOT NULL,"
    " published TEXT, modified TEXT NOT NULL, withdrawn TEXT, crc INTEGER NOT NULL)",
    "CREATE TABLE detail (record INTEGER PRIMARY KEY, head BLOB NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE grp (id INTEGER PRIMARY KEY, preferred TEXT NOT NULL, links BLOB NOT NULL)",
    "CREATE TABLE alias (key TEXT PRIMARY KEY, name TEXT NOT NULL, grp INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE kev (cve TEXT PRIMARY KEY, entry TEXT NOT NULL) WITHOUT ROWID",
    # What an update needs to know and no reader asks for: what was read, what records say about ids, what was kept apart.
    "CREATE TABLE ledger (source TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE link (record INTEGER PRIMARY KEY, content BLOB NOT NULL)",
    "CREATE TABLE unjoined (key TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (key, other)) WITHOUT ROWID",
    "CREATE TABLE epss (cve INTEGER PRIMARY KEY, score_ppb INTEGER NOT NULL, percentile_ppb INTEGER NOT NULL)",
)
INDEXES = ("CREATE INDEX record_by_grp ON record (grp)",)
RECORD_TABLES = (("affected", "record"), ("detail", "record"), ("link", "record"), ("record", "id"))
"""Tables with rows of a record, and the column that names it: all of them forget a record that an update removes."""
