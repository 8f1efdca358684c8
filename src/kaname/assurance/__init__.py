"""Assessments and what follows from them: levels, breadth, questions that can be skipped, coverage by mappings."""
