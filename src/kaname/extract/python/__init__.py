"""Python lock files, installed distributions and wheels."""
