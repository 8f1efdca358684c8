"""Identifiers: package URLs, CPE names, hashes, licence expressions, vulnerability ids, ecosystems."""
