"""Vulnerability id systems in the registry of the CSAF committee (RVISC, 2026-08-24), and the form of their ids."""

import re
from collections.abc import Mapping

ID_SYSTEMS: Mapping[str, re.Pattern[str]] = {
    "https://github.com/oasis-tcs/csaf": re.compile(r"#[1-9][0-9]*", re.ASCII),
    "https://euvd.enisa.europa.eu": re.compile(r"EUVD-[1-9][0-9]{3}-[0-9]{4,}", re.ASCII),
    "https://gcve.eu": re.compile(r"(?=.{8,255}\Z)GCVE-[0-9]+-[\x22-\x7e]+", re.ASCII),
}
