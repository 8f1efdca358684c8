"""Lock files of npm, pnpm, Yarn and Bun."""
