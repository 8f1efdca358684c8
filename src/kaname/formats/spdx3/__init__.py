"""SPDX 3.0.1 as JSON-LD."""
