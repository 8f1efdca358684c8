"""Licence expressions of CSAF documents: SPDX syntax (SPDX 3.0.1, annex B), and what is known of the identifiers.

The lists of SPDX identifiers and of the ScanCode LicenseDB are those that the ``license-expression`` library carries.
"""

import re
from collections.abc import Iterator
from functools import cache

from license_expression import get_license_index
from msgspec import Struct

from kaname.formats.csaf.view import Advisory
from kaname.formats.csaf.vocabulary import names

_IDENTIFIER = r"[A-Za-z0-9.-]+"
_TOKEN = re.compile(
    rf"\s*(?:(?P<open>\()|(?P<close>\))|(?P<word>(?:DocumentRef-{_IDENTIFIER}:)?{_IDENTIFIER}\+?))(?=[\s()]|$)",
    re.ASCII,
)
_OPERATORS = frozenset({"AND", "OR", "and", "or"})
_WITH = frozenset({"WITH", "with"})
_OWN = ("LicenseRef-", "AdditionRef-")
# A licence expression is read by people; a longer one is a text pasted into the wrong field.
MAX_EXPRESSION_CHARACTERS = 10_000
# Words that SPDX 3 reserves, no identifiers of a list.
_RESERVED = frozenset({"NONE", "NOASSERTION", "any-OSI"})
# SPDX identifiers that the licence list deprecated, where the library tells them only as other spellings.
_DEPRECATED = names(
    "AGPL-1.0 AGPL-3.0 BSD-2-Clause-FreeBSD BSD-2-Clause-NetBSD bzip2-1.0.5 eCos-2.0 GFDL-1.1 GFDL-1.2 GFDL-1.3 "
    "GPL-1.0 GPL-1.0+ GPL-2.0 GPL-2.0+ GPL-2.0-with-autoconf-exception GPL-2.0-with-bison-exception "
    "GPL-2.0-with-classpath-exception GPL-2.0-with-font-exception GPL-2.0-with-GCC-exception GPL-3.0 GPL-3.0+ "
    "GPL-3.0-with-autoconf-exception GPL-3.0-with-GCC-exception LGPL-2.0 LGPL-2.0+ LGPL-2.1 LGPL-2.1+ LGPL-3.0 "
    "LGPL-3.0+ Net-SNMP Nunit StandardML-NJ wxWindows Nokia-Qt-exception-1.1"
)


class Licence(Struct, frozen=True):
    """An identifier of an expression: a licence, or an exception after ``WITH``."""

    id: str
    is_exception: bool


def parse_expression(text: str) -> tuple[Licence, ...] | None:
    """Return the identifiers of an SPDX licence expression; None where the text is not one.

    ``DocumentRef-`` is refused: CSAF does not allow it (2.1, section 3.2.2.5).
    """
    if len(text) > MAX_EXPRESSION_CHARACTERS:
        return None
    words = list(_words(text))
    if not words or words[-1] is None:
        return None
    found: list[Licence] = []
    depth, expects_operand = 0, True
    index = 0
    while index < len(words):
        word = words[index] or ""
        if expects_operand:
            if word == "(":
                depth += 1
            elif word == ")" or word in _OPERATORS or word in _WITH or not _is_identifier(word):
                return None
            else:
                found.append(Licence(word, False))
                expects_operand = False
        elif word == ")":
            depth -= 1
            if depth < 0:
                return None
        elif word in _WITH and index + 1 < len(words) and _is_identifier(words[index + 1] or ""):
            found.append(Licence(words[index + 1] or "", True))
            index += 1
        elif word in _OPERATORS:
            expects_operand = True
        else:
            return None
        index += 1
    return None if expects_operand or depth else tuple(found)


def is_listed(licence: Licence) -> bool:
    """Say whether an identifier is on the SPDX list or in the ScanCode LicenseDB."""
    return licence.id in _RESERVED or licence.id.removesuffix("+") in _index() or licence.id in _index()


def is_deprecated(licence: Licence) -> bool:
    """Say whether the list that an identifier is on calls it deprecated."""
    return licence.id in _DEPRECATED or _index().get(licence.id, False)


def claims_a_list(licence: Licence) -> bool:
    """Say whether an identifier names a list of which we know all entries: SPDX without prefix, or ScanCode."""
    return not licence.id.startswith(_OWN) or licence.id.startswith("LicenseRef-scancode-")


def _words(text: str) -> Iterator[str | None]:
    position = 0
    while position < len(text.rstrip()):
        found = _TOKEN.match(text, position)
        if found is None:
            yield None
            return
        yield found.group("open") or found.group("close") or found.group("word")
        position = found.end()


def _is_identifier(word: str) -> bool:
    if word.startswith("DocumentRef-") or word in ("(", ")") or word in _OPERATORS or word in _WITH:
        return False
    # The prefix is case-sensitive: another spelling of it is neither an own identifier nor on a list.
    if word.lower().startswith(("licenseref-", "additionref-")):
        return word.startswith(_OWN) and not word.endswith("+")
    return True


@cache
def _index() -> dict[str, bool]:
    """Every known identifier, and whether it is deprecated."""
    found: dict[str, bool] = {}
    for entry in get_license_index():
        names = [entry.get("spdx_license_key"), *entry.get("other_spdx_license_keys", [])]
        names.append("LicenseRef-scancode-" + entry["license_key"])
        for name in names:
            if name:
                found[name] = found.get(name, False) or bool(entry.get("is_deprecated"))
    return found


def has_unlisted_licence(advisory: Advisory) -> bool:
    """Say whether a document is under a licence that is on no list, so that its text has to be in the document."""
    licences = parse_expression(advisory.document.get("license_expression").text) or ()
    return any(not is_listed(licence) for licence in licences)
