"""Collectors of evidence: each looks at one kind of trace and proposes; a person accepts or does not."""
