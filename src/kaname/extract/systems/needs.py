"""Who needs whom among installed packages: names, provided names and files, answered by what is installed.

A need that nothing installed answers is no defect of the extraction but a fact about the system: it stands at the package
that has it, as a property.
"""

from collections.abc import Iterable

from kaname.extract.packages import UNMET_PROPERTY, Package, PackageList


class Needs:
    """Collects what packages offer and need, then draws the edges.

    Args:
        packages: gets the edges.
    """

    def __init__(self, packages: PackageList) -> None:
        self._packages = packages
        self._offers: dict[str, list[Package]] = {}
        self._needs: list[tuple[Package, tuple[str, ...]]] = []

    def offer(self, package: Package, names: Iterable[str]) -> None:
        """Note names that a package answers to."""
        for name in names:
            held = self._offers.setdefault(name, [])
            if not held or held[-1] is not package:  # a package offers all its names in one go
                held.append(package)

    def need(self, package: Package, *alternatives: str) -> None:
        """Note a need that any of the alternatives answers."""
        self._needs.append((package, alternatives))

    def wanted_names(self) -> set[str]:
        """Return all names that are needed, so that long lists of offers need not be kept whole."""
        return {name for _, names in self._needs for name in names}

    def link(self) -> None:
        """Draw the edges: of several alternatives the first that is installed, of several providers all."""
        for package, names in self._needs:
            found = next((self._offers[name] for name in names if name in self._offers), None)
            if found is None:
                self._packages.add_property(package, UNMET_PROPERTY, " | ".join(names))
            elif not any(each is package for each in found):
                for target in found:
                    self._packages.depends(package, target, "required")
