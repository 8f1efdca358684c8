"""in-toto statements that carry declarations."""
