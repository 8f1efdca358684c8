"""Assessments, plans and mappings in OSCAL 1.2 JSON: writers only."""
