"""CycloneDX 1.2 to 1.7, JSON and XML."""
