"""Conan lock files."""
