"""SPDX 2.2 and 2.3: JSON, tag-value, YAML."""
