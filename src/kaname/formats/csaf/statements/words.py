"""How the status words of CSAF (3.2.3.9) and OpenVEX correspond. Flags are the same words in both."""

from collections.abc import Mapping

from kaname.model.statement import Status

# ``recommended`` says which version to take and nothing about exploitability; ``unknown`` (2.1) says that nothing is known.
STATUS_OF_WORD: Mapping[str, Status] = {
    "known_not_affected": "not_affected",
    "known_affected": "affected",
    "first_affected": "affected",
    "last_affected": "affected",
    "fixed": "fixed",
    "first_fixed": "fixed",
    "under_investigation": "under_investigation",
}
WORD_OF_STATUS: Mapping[Status, str] = {
    "not_affected": "known_not_affected",
    "affected": "known_affected",
    "fixed": "fixed",
    "under_investigation": "under_investigation",
}
