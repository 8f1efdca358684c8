"""Japanese texts, one module per room."""
