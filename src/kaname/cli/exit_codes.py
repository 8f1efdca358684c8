"""Exit codes, the same for every command; documented in docs/reference/exit-codes.md."""

FINE = 0
THRESHOLD_MET = 1
USAGE = 2
INPUT = 3
INCOMPLETE = 4
KNOWLEDGE = 5
INTERRUPTED = 130
