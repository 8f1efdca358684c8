"""What to do first: severity, likelihood, known exploitation, decision tables."""
