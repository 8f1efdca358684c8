"""``mix.lock`` of Elixir's Mix.

Source: Hex documentation and the files that Mix writes: an Elixir map of name → ``{:hex, …}``, ``{:git, …}`` or
``{:path, …}``. Only the literals that occur there are read; nothing is evaluated. What the project needs directly stands in
``mix.exs``, a program, and is not known.
"""

import re

from kaname.errors import InputError
from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import Package, PackageList

_TOKEN = re.compile(
    r'\s*(?:#[^\n]*\n\s*)*("(?:[^"\\]|\\.)*"|%\{|[{}\[\],]|=>|:"[^"]*"|:[A-Za-z_]\w*[?!]?|[A-Za-z_]\w*:|\w+)'
)
_OPEN = {"{": "}", "[": "]", "%{": "}"}
_MAX_DEPTH = 50
Term = str | list["Term"]


def extract_mix_lock(source: Source) -> Found:
    """Return the packages of a Mix lock file with their graph.

    Raises:
        InputError: ``extract.syntax``.
    """
    packages = PackageList(source, "hex")
    whole = _parse(source.text())
    if not isinstance(whole, list):
        raise InputError("extract.syntax", form="mix.lock", reason="no map")
    added: dict[str, Package] = {}
    rows: list[tuple[Package, list[Term]]] = []
    entries = [each for each in whole if each != ","]
    for name, value in zip(entries[::2], entries[1::2], strict=False):
        package = _add(packages, name, value) if isinstance(name, str) and isinstance(value, list) else None
        if package is None:
            packages.problem("extract.entry_not_understood", str(name)[:80], entry=str(name)[:80])
            continue
        added[str(name).strip(':"')] = package
        rows.append((package, value if isinstance(value, list) else []))
    for package, value in rows:
        for name, optional in _needs(value):
            target = added.get(name)
            if target is not None:
                packages.depends(package, target, "optional" if optional else "required")
            elif not optional:
                packages.problem("extract.edge_unresolved", package.name, name=name)
    packages.problem("extract.direct_unknown", "", file="mix.exs")
    return packages.done()


def _add(packages: PackageList, key: str, value: list[Term]) -> Package | None:
    words = [each if isinstance(each, str) else "" for each in value]
    kind = words[0] if words else ""
    if kind == ":hex" and len(words) >= 4:
        package = packages.add(words[1].lstrip(":").strip('"'), words[2])
        if len(words) >= 8 and words[7]:
            # The outer checksum is that of the tarball; the inner one (index 3) of its parts.
            packages.add_hash(package, "SHA-256", words[7], key)
        if len(words) >= 7 and words[6] not in ("hexpm", ""):
            packages.add_property(package, "kaname:hex:repository", words[6])
        return package
    if kind == ":git" and len(words) >= 3:
        package = packages.add(key, "", qualifiers={"vcs_url": f"git+{words[1]}@{words[2]}"})
        packages.undetermined(package, words[2], key)
        return package
    return None


def _needs(value: list[Term]) -> list[tuple[str, bool]]:
    listed = value[5] if len(value) > 5 and value[0] == ":hex" else []
    needs = []
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, list) and each and isinstance(each[0], str):
            options = each[2] if len(each) > 2 and isinstance(each[2], list) else []
            pairs = (
                dict(zip(options[::2], options[1::2], strict=False)) if all(isinstance(o, str) for o in options) else {}
            )
            needs.append((each[0].lstrip(":"), pairs.get("optional:") == "true"))
    return needs


def _parse(text: str) -> Term:
    """Read one literal: lists, tuples and maps become lists (maps flat: key, value, key, value), all else text."""
    stack: list[tuple[str, list[Term]]] = [("", [])]
    at = 0
    while found := _TOKEN.match(text, at):
        at = found.end()
        token = found[1]
        if token in _OPEN:
            if len(stack) > _MAX_DEPTH:
                raise InputError("extract.too_deep", limit=_MAX_DEPTH)
            stack.append((_OPEN[token], []))
        elif token in ("}", "]"):
            closing, items = stack.pop()
            if closing != token or not stack:
                raise _broken(text, at)
            stack[-1][1].append(items)
        elif token.startswith('"') and text[at : at + 1] == ":":
            stack[-1][1].append(token[1:-1])
            at += 1
        elif token not in (",", "=>"):
            stack[-1][1].append(token[1:-1] if token.startswith('"') else token)
    if text[at:].strip() or len(stack) != 1 or len(stack[0][1]) != 1:
        raise _broken(text, at)
    return stack[0][1][0]


def _broken(text: str, at: int) -> InputError:
    line = text.count("\n", 0, at) + 1
    return InputError(
        "extract.syntax", path=f"line {line}", form="mix.lock", reason=text[at : at + 20].strip() or "end"
    )


EXTRACTOR = Extractor(
    kind="mix-lock",
    ecosystem="hex",
    files=("mix.lock",),
    facts=frozenset({"version", "hash", "edge"}),
    phase="pre-build",
    extract=extract_mix_lock,
    accounts_for=("mix.exs",),
)
