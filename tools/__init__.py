"""Tools of the repository: checks, generated pages, locks, the demonstration. Not part of the package."""
