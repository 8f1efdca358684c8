"""npm, pnpm, Yarn and Bun lock files."""
