"""Pub lock files."""
