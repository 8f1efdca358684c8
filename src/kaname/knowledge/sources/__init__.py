"""Sources of knowledge: one module each, all behind ``source.Source``; ``registry.SOURCES`` lists them."""
