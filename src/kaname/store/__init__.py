"""Files: the workspace, bounded reading, atomic writing."""
