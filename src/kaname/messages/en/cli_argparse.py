"""argparse's own sentences, as it writes them."""

_KNOWN = (
    "usage: ",
    "positional arguments",
    "options",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "expected one argument",
    "expected at most one argument",
    "expected at least one argument",
    "expected %s argument",
    "expected %s arguments",
    "not allowed with argument %s",
    "one of the arguments %s is required",
    "ignored explicit argument %r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "argument %(argument_name)s: %(message)s",
)

TEXTS = {f"cli_argparse.{sentence}": sentence for sentence in _KNOWN}
