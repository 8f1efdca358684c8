"""Statements in the in-toto form: declarations and assessments."""
