"""Cargo lock files."""
