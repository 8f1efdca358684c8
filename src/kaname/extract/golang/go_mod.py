"""``go.mod`` with ``go.sum`` beside it.

Source: Go modules reference. From ``go 1.17`` on the file lists every module that the build uses; before, only the direct
ones, and the rest is not settled by it. Which module needs which is not in it: only the project's direct needs are edges.
Replacements are applied; one by a local folder has no version.
"""

import re

from kaname.extract.extractor import Extractor, Found, Source, decode_text
from kaname.extract.golang.modules import add_module
from kaname.extract.packages import Package, PackageList

_COMPLETE_SINCE = (1, 17)
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|`[^`]*`|[^\s]+')


def extract_go_mod(source: Source) -> Found:
    """Return the modules of a go.mod.

    Raises:
        InputError: not text.
    """
    packages = PackageList(source, "golang")
    sums = _sums(source, packages)
    directives = _directives(source.text(), packages)
    replaced = _replacements(directives)
    modules = [words[0] for verb, words, _ in directives if verb == "module" and words]
    project = _project(packages, modules[0] if modules else "")
    for verb, words, comment in directives:
        if verb != "require" or len(words) < 2:
            continue
        path, version = words[0], words[1]
        new = replaced.get((path, version)) or replaced.get((path, ""))
        if new is not None and not new[1]:
            package = add_module(packages, path, "")
            packages.add_property(package, "kaname:go:replaced-by", new[0])
            packages.undetermined(package, new[0], f"replace {path}")
        else:
            real, settled = new or (path, version)
            package = add_module(packages, real, settled, h1=sums.get((real, settled), ""))
        if "indirect" in comment:
            packages.add_property(package, "kaname:go:indirect", "true")
        else:
            packages.depends(project, package, "required")
    language = next((words[0] for verb, words, _ in directives if verb == "go" and words), "1.0")
    if _numbers(language) < _COMPLETE_SINCE:
        packages.problem("extract.go_only_direct", "", version=language)
    return packages.done()


def _project(packages: PackageList, path: str) -> Package:
    namespace, _, name = path.rpartition("/")
    return packages.add_subject(name, namespace=namespace or None)


_Directive = tuple[str, list[str], str]


def _directives(text: str, packages: PackageList) -> list[_Directive]:
    directives: list[_Directive] = []
    block = ""
    for number, line in enumerate(text.splitlines(), 1):
        code, _, comment = line.partition("//")
        words = [word.strip('"`') for word in _WORD.findall(code)]
        if not words:
            continue
        if block:
            if words[0] == ")":
                block = ""
            else:
                directives.append((block, words, comment))
        elif len(words) >= 2 and words[1] == "(":
            block = words[0]
        elif words[-1].endswith("(") and len(words) == 1:
            block = words[0].rstrip("(")
        else:
            directives.append((words[0], words[1:], comment))
            if len(words) < 2:
                packages.problem("extract.entry_not_understood", f"line {number}", entry=line.strip()[:80])
    return directives


def _replacements(directives: list[_Directive]) -> dict[tuple[str, str], tuple[str, str]]:
    replaced = {}
    for verb, words, _ in directives:
        if verb == "replace" and "=>" in words:
            at = words.index("=>")
            old, new = words[:at], words[at + 1 :]
            if old and new:
                replaced[old[0], old[1] if len(old) > 1 else ""] = (new[0], new[1] if len(new) > 1 else "")
    return replaced


def _sums(source: Source, packages: PackageList) -> dict[tuple[str, str], str]:
    data = source.sibling("go.sum")
    sums = {}
    for number, line in enumerate(decode_text(data or b"").splitlines(), 1):
        words = line.split()
        if len(words) == 3 and not words[1].endswith("/go.mod"):
            sums[words[0], words[1]] = words[2]
        elif words and len(words) != 3:
            packages.problem("extract.entry_not_understood", f"go.sum: line {number}", entry=line[:80])
    return sums


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else (1, 0)


EXTRACTOR = Extractor(
    kind="go-mod",
    ecosystem="golang",
    files=("go.mod",),
    facts=frozenset({"version"}),
    phase="pre-build",
    extract=extract_go_mod,
)
