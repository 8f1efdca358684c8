"""Passing documents on: bundles, signatures, publication."""
