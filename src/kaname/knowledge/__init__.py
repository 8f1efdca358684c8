"""The vulnerability knowledge base: one file, built whole, read by many."""
