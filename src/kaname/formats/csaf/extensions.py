"""Extensions of CSAF 2.1 (``x_extensions``): the form that all of them share."""

from kaname.formats.csaf.structure import URI, Anything, Flag, one_of, record

ESSENTIAL = "essential"
EXTENSION = record(
    "$schema category content critical",
    {
        "$schema": URI,
        "category": one_of("essential significant supplementary"),
        "content": Anything(),
        "critical": Flag(),
    },
    closed=True,
)
# Extensions of the committee itself would stand under its own address; none is published yet.
OFFICIAL_PREFIX = "https://docs.oasis-open.org/csaf/"
