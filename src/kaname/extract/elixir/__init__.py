"""Mix lock files."""
