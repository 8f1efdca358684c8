"""Wire formats: sniff, read, write, and say what is lost."""
