"""Limits of extraction, each with its reason. Over a limit is a named problem, never a crash and never silence."""

# The largest lock files in the wild hold some 30 MB; statically linked Go programs reach a few hundred.
MAX_FILE_BYTES = 512 << 20

# A monorepo with its build output has some hundred thousand files; more is a whole disk given by mistake.
MAX_FILES = 1_000_000

# Folders below folders: file systems stop at about 2,000 by path length; projects stay below 50.
MAX_DEPTH = 200

# Archives inside archives: a jar in a war in an ear is three, an installer around it four.
MAX_ARCHIVE_DEPTH = 6

# Members of one archive: the largest application archives have some 200,000.
MAX_ARCHIVE_MEMBERS = 500_000

# What may come out of one archive, all members read together.
MAX_ARCHIVE_BYTES = 4 << 30

# Components of one target. A portfolio is scanned document by document; one product stays far below this.
MAX_COMPONENTS = 1_000_000

# What is read of a file to tell an executable by its first bytes.
HEAD_BYTES = 512

# Of one problem code in one file this many are listed, the others counted.
MAX_PROBLEMS_PER_CODE = 50

# One file given as target is held in memory whole: what a machine of ordinary size can still be asked for.
MAX_ARTIFACT_BYTES = 4 << 30
