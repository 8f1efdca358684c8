"""Bundler lock files."""
