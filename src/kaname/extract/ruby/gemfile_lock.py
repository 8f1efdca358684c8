"""``Gemfile.lock`` and ``gems.locked`` of Bundler.

Source: Bundler's lock file parser (its documented sections). Groups stand in the Gemfile, which is a Ruby program and is not
run: scopes stay unknown. The digests of the CHECKSUMS section (Bundler 2.5) are those of the ``.gem`` files.
"""

import re

from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import Package, PackageList

_SPEC = re.compile(r"(?P<name>[^\s(!]+)(?: \((?P<version>[^)]*)\))?(?P<pinned>!)?(?: (?P<rest>.*))?")
# A version may carry the platform its gem was built for: 1.15.0-x86_64-linux, 2.9.1-java.
_PLATFORM = re.compile(r"(?P<version>[0-9][0-9A-Za-z.]*?)-(?P<platform>[A-Za-z].*|\d+_.*)")
_SOURCES = ("GEM", "GIT", "PATH", "PLUGIN SOURCE")
_OTHERS = ("PLATFORMS", "DEPENDENCIES", "BUNDLED WITH", "RUBY VERSION", "CHECKSUMS")


def extract_gemfile_lock(source: Source) -> Found:
    """Return the gems of a Bundler lock file with their graph.

    Raises:
        InputError: not text.
    """
    packages = PackageList(source, "gem")
    lock = _Lock(packages)
    for number, line in enumerate(source.text().splitlines(), 1):
        lock.read(number, line)
    lock.link()
    return packages.done()


class _Lock:
    def __init__(self, packages: PackageList) -> None:
        self._packages = packages
        self._section = ""
        self._facts: dict[str, str] = {}
        self._current: Package | None = None
        self._added: dict[str, list[Package]] = {}
        self._needs: list[tuple[Package, str]] = []
        self._direct: list[str] = []
        self._sums: list[tuple[str, str, str]] = []

    def read(self, number: int, line: str) -> None:
        text = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if not text:
            return
        if indent == 0:
            self._section, self._facts, self._current = text, {}, None
            if text not in _SOURCES and text not in _OTHERS:
                self._packages.problem("extract.entry_not_understood", f"line {number}", entry=text[:80])
        elif self._section in _SOURCES:
            self._read_source(number, indent, text)
        elif self._section in ("DEPENDENCIES", "CHECKSUMS"):
            found = _SPEC.fullmatch(text)
            if found is None:
                self._packages.problem("extract.entry_not_understood", f"line {number}", entry=text[:80])
            elif self._section == "DEPENDENCIES":
                self._direct.append(found["name"])
            else:
                self._sums.append((found["name"], found["version"] or "", found["rest"] or ""))

    def _read_source(self, number: int, indent: int, text: str) -> None:
        if indent == 2:
            key, _, value = text.partition(":")
            self._facts[key] = value.strip()
            return
        found = _SPEC.fullmatch(text)
        if found is None or (indent != 4 and self._current is None):
            self._packages.problem("extract.entry_not_understood", f"line {number}", entry=text[:80])
        elif indent == 4:
            self._current = self._add(found["name"], found["version"] or "", number)
        elif self._current is not None:
            self._needs.append((self._current, found["name"]))

    def _add(self, name: str, version: str, number: int) -> Package:
        if self._section == "PATH":
            package = self._packages.add_subject(name, version)
        else:
            number_text, platform = split_platform(version)
            qualifiers = {"platform": platform} if platform else {}
            if self._section == "GIT":
                qualifiers["vcs_url"] = f"git+{self._facts.get('remote', '')}@{self._facts.get('revision', '')}"
            package = self._packages.add(name, number_text, qualifiers=qualifiers)
        if not version:
            self._packages.undetermined(package, "", f"line {number}")
        self._added.setdefault(name, []).append(package)
        return package

    def link(self) -> None:
        for source, name in self._needs:
            targets = self._added.get(name, [])
            for target in targets:
                self._packages.depends(source, target)
            if not targets and name != "bundler":  # Bundler itself is never in its own lock file
                self._packages.problem("extract.edge_unresolved", source.name, name=name)
        project = self._packages.add_subject("", public=False)
        for name in self._direct:
            targets = self._added.get(name, [])
            for target in targets:
                self._packages.depends(project, target)
            if not targets and name != "bundler":
                self._packages.problem("extract.edge_unresolved", "DEPENDENCIES", name=name)
        for name, version, rest in self._sums:
            number_text, platform = split_platform(version)
            for package in self._added.get(name, []):
                fits = (
                    f"platform={platform}" in (package.purl or "")
                    if platform
                    else "platform=" not in (package.purl or "")
                )
                if package.version == number_text and fits:
                    for each in rest.split(","):
                        algorithm, _, value = each.strip().partition("=")
                        if value:
                            self._packages.add_hash(package, algorithm, value, f"CHECKSUMS: {name}")


def split_platform(version: str) -> tuple[str, str]:
    """Return (version, platform) of a gem version as Bundler writes it; platform ``""`` for plain Ruby."""
    found = _PLATFORM.fullmatch(version)
    return (found["version"], found["platform"]) if found else (version, "")


EXTRACTOR = Extractor(
    kind="gemfile-lock",
    ecosystem="gem",
    files=("Gemfile.lock", "gems.locked", "*.gemfile.lock"),
    facts=frozenset({"version", "hash", "edge"}),
    phase="pre-build",
    extract=extract_gemfile_lock,
    accounts_for=("Gemfile", "*.gemspec"),
)
