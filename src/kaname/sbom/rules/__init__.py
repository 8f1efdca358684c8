"""One rule per file: what a rule looks at, and the defects it finds. Which framework asks for it stands in the profiles."""
