"""The tables of a knowledge base and the numbers that name its format.

Every statement that creates something stands here; docs/reference/knowledge.md explains each table. A change of the tables
raises ``FORMAT_VERSION``: bases of another version are refused, never guessed at.
"""

APPLICATION_ID = 0x4B4E4D45  # "KNME"
FORMAT_VERSION = 2
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
    " published TEXT, modified TEXT NOT NULL, withdrawn TEXT, crc INTEGER NOT NULL, changed INTEGER NOT NULL)",
    "CREATE TABLE detail (record INTEGER PRIMARY KEY, head BLOB NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE grp (id INTEGER PRIMARY KEY, preferred TEXT NOT NULL, links BLOB NOT NULL)",
    "CREATE TABLE alias (key TEXT PRIMARY KEY, name TEXT NOT NULL, grp INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE kev (cve TEXT NOT NULL, source TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (cve, source))"
    " WITHOUT ROWID",
    "CREATE TABLE epss (cve INTEGER PRIMARY KEY, score_ppb INTEGER NOT NULL, percentile_ppb INTEGER NOT NULL)",
    "CREATE TABLE configuration (record INTEGER PRIMARY KEY, body BLOB NOT NULL)",
    "CREATE TABLE cpe (vendor TEXT NOT NULL, product TEXT NOT NULL, record INTEGER NOT NULL,"
    " PRIMARY KEY (vendor, product, record)) WITHOUT ROWID",
    "CREATE TABLE hash (value TEXT NOT NULL, algorithm TEXT NOT NULL, record INTEGER NOT NULL, label TEXT NOT NULL,"
    " PRIMARY KEY (value, algorithm, record)) WITHOUT ROWID",
    "CREATE TABLE product (id INTEGER PRIMARY KEY, part TEXT NOT NULL, vendor TEXT NOT NULL, product TEXT NOT NULL,"
    " vendor_name TEXT NOT NULL, product_name TEXT NOT NULL)",
    "CREATE TABLE eol (id TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE eol_name (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID",
    # Contentless: the words stand in the record already; only the trigrams are kept.
    "CREATE VIRTUAL TABLE search USING fts5(text, content='', tokenize='trigram')",
    "CREATE VIRTUAL TABLE product_search USING fts5(name, content='', tokenize='trigram')",
)
INDEXES = (
    "CREATE INDEX record_by_grp ON record (grp)",
    "CREATE INDEX record_by_change ON record (changed)",
    "CREATE INDEX product_by_cpe ON product (product, vendor)",
)
