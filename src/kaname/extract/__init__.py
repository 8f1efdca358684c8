"""Make component lists from lock files, installed packages, archives and images."""
