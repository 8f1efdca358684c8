"""Which component is touched by which vulnerability, and why."""
