"""Composer lock files and installed packages."""
