"""English texts, one module per room."""
