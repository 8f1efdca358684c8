"""Archives and container images as trees."""
