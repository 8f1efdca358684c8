"""Packs from other people's files: OSCAL catalogs, CycloneDX standards, tables. Each import tells what it did not take."""
