"""SwiftPM resolved files."""
