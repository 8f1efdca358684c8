"""Format-neutral, frozen types that the rooms hand to each other."""
