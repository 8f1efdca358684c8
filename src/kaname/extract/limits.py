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

# What one compressed stream may unfold to beyond the free amount: real archives stay below 100 times their size.
MAX_UNFOLD_RATIO = 250
UNFOLD_FREE_BYTES = 256 << 20

# A zstd window is memory; the format's own recommendation for decoders is 8 MiB, the ``--long`` default is 128 MiB.
MAX_ZSTD_WINDOW_BYTES = 128 << 20

# Links that lead to links: what Linux follows before it gives up (path_resolution(7)).
MAX_LINK_HOPS = 40

# Of a compressed archive so much is kept in memory; what is larger lies in a temporary file.
SPOOLED_BYTES = 64 << 20

# Extended headers of a tar archive hold a path or a few attributes.
MAX_TAR_HEADER_BYTES = 1 << 20

# What the layers of one image may unfold to; the largest images in use (machine learning) have some 15 GB.
MAX_IMAGE_BYTES = 16 << 30

# Archives opened inside one target, all depths together: each costs an index.
MAX_NESTED_ARCHIVES = 10_000

# Manifests, indexes and configurations of images are JSON of some kilobytes; registries refuse more than 4 MiB.
MAX_IMAGE_JSON_BYTES = 16 << 20

# Layers of an image: container engines stop at 127.
MAX_LAYERS = 1_000

# The database of a full desktop installation has some 5 MB (dpkg), 300 MB (rpm); a header with its file list some MB.
MAX_RPM_HEADER_BYTES = 256 << 20

# What is read of installed files to compare them with the digests that their packages state.
MAX_VERIFIED_BYTES = 8 << 30
