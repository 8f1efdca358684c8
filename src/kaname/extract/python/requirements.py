"""``requirements*.txt`` and ``constraints*.txt`` of pip: pins, digests, and what is not pinned.

Source: pip documentation, "Requirements File Format". Files included with ``-r`` are read by their own run. The graph is not
in such a file; comments of generators (``# via``) are not taken for facts. Refuses to guess a version for a range.
"""

import re

from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import PackageList
from kaname.extract.python.places import add_digests, add_pypi
from kaname.extract.python.requirement import normal_name, parse_requirement

_HASH = re.compile(r"--hash[= ](\S+)")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_DEVELOPMENT = re.compile(r"dev|test|lint|docs?|ci\b|typing|build", re.IGNORECASE)
_RUNTIME = re.compile(r"(?:^|[-_.])(?:runtime|prod(?:uction)?)\b", re.IGNORECASE)
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")
# Switches that say where to look or how to build, not what.
_SWITCH = re.compile(r"(?:-i|-f|--[a-z-]+|-c|-r)\b")


def extract_requirements(source: Source) -> Found:
    """Return what a requirements file asks for; what it does not pin is listed as undetermined.

    Raises:
        InputError: not text.
    """
    packages = PackageList(source, "pypi")
    name = source.path.rpartition("/")[2]
    scope = "excluded" if _DEVELOPMENT.search(name) else "required" if _RUNTIME.search(name) else None
    for number, line in _logical_lines(source.text()):
        place = f"line {number}"
        if line.startswith(("-r", "--requirement", "-c", "--constraint")):
            other = re.split(r"[ =]", line, maxsplit=1)[-1].removeprefix("-r").removeprefix("-c").strip()
            if not source.tree.has(source.beside(other)):
                packages.problem("extract.include_missing", place, file=other)
        elif line.startswith(("-e", "--editable")):
            _add_url(packages, re.split(r"[ =]", line, maxsplit=1)[-1].strip(), scope, place)
        elif not _SWITCH.match(line):
            _add_line(packages, line, scope, place)
    found = packages.done()
    if not found.problems:
        # A file that settles everything answers the project that it was compiled for.
        source.used.append(source.beside("pyproject.toml"))
        if source.folder.rpartition("/")[2] == "requirements":
            source.used.extend(source.beside(f"../{name}") for name in ("pyproject.toml", "setup.py", "setup.cfg"))
    return found


def _logical_lines(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    held, start = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        start = start if held else number
        if line.rstrip().endswith("\\") and not line.lstrip().startswith("#"):
            held += line.rstrip()[:-1] + " "
            continue
        whole = _COMMENT.sub("", held + line).strip()
        held = ""
        if whole:
            lines.append((start, whole))
    if held.strip():
        lines.append((start, held.strip()))
    return lines


def _add_line(packages: PackageList, line: str, scope: str | None, place: str) -> None:
    digests = _HASH.findall(line)
    bare = re.split(r"\s--", line, maxsplit=1)[0]
    requirement = parse_requirement(bare)
    if requirement is None:
        _add_url(packages, bare, scope, place)
        return
    package = add_pypi(packages, requirement.name, requirement.pinned, url=requirement.url, scope=scope)
    add_digests(packages, package, digests, place)
    if requirement.marker:
        packages.add_property(package, "kaname:python:marker", requirement.marker)
    if not requirement.pinned:
        packages.undetermined(package, requirement.wanted or requirement.url, place)


def _add_url(packages: PackageList, text: str, scope: str | None, place: str) -> None:
    egg = _EGG.search(text)
    if egg:
        package = add_pypi(packages, normal_name(egg[1]), "", url=text.partition("#")[0], scope=scope)
        packages.undetermined(package, text, place)
    elif text.rstrip("/") in (".", "") or text.startswith((".", "/", "file:")):
        packages.problem("extract.local_not_read", place, entry=text[:200])
    else:
        packages.problem("extract.entry_not_understood", place, entry=text[:200])


EXTRACTOR = Extractor(
    kind="requirements",
    ecosystem="pypi",
    files=("requirements*.txt", "*requirements.txt", "constraints*.txt", "requirements/*.txt"),
    facts=frozenset({"version", "hash", "scope"}),
    phase="pre-build",
    extract=extract_requirements,
    accounts_for=("setup.py", "setup.cfg", "requirements.in"),
)
