"""Framework packs: load, check, map."""
