"""Limits that every reader keeps, each with its reason. Over a limit is an ``InputError``, never a crash."""

# The largest SBOMs in the wild are some 300 MB of JSON; typed decoding needs about four times the document in memory, so
# that 1 GiB is what one machine of ordinary size can still be asked for.
MAX_DOCUMENT_BYTES = 1 << 30

# A registry hands out ``sbom.json.gz`` that a proxy compressed again: two layers exist, a third is generosity.
MAX_COMPRESSION_LAYERS = 3

# SBOM text shrinks 10 to 60 times, machine-made repetition up to a few hundred. Past this ratio it is a bomb, not a document.
MAX_COMPRESSION_RATIO = 500

# Below this size the ratio does no harm: a small file of spaces may shrink 1,000 times.
RATIO_FREE_BYTES = 64 << 20

# Window that a zstd frame may ask for (``--long=27``); more is memory spent before the first byte is seen.
MAX_ZSTD_WINDOW_BYTES = 1 << 27

# What a sniffer looks at before it decodes anything.
SNIFF_BYTES = 16 << 10
