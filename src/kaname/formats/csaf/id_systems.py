"""Vulnerability id systems that the committee's registry (RVISC) lists, as far as known here, and the form of their ids."""

import re
from collections.abc import Mapping

_ISSUE = re.compile(r"#[1-9][0-9]*", re.ASCII)

ID_SYSTEMS: Mapping[str, re.Pattern[str]] = {
    "https://github.com/oasis-tcs/csaf": _ISSUE,
}
