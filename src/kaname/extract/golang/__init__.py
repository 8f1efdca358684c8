"""Go modules and Go executables."""
