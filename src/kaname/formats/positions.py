"""Where in a document something stands: line and column from a byte offset."""


def line_and_column(data: bytes, offset: int) -> tuple[int, int]:
    """Return the line and column (both from 1; columns in bytes) of a byte offset. Costs one pass up to the offset."""
    offset = max(0, min(offset, len(data)))
    return data.count(b"\n", 0, offset) + 1, offset - data.rfind(b"\n", 0, offset)


def place(data: bytes, offset: int) -> str:
    """Return ``line L, column C`` for a byte offset, the wording of every error path in text."""
    line, column = line_and_column(data, offset)
    return f"line {line}, column {column}"
