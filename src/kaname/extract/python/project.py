"""``pyproject.toml`` beside a lock file: the project's name and what it asks for, in the words of PEP 621, 735 and Poetry.

Holds what the lock files of this room need from it. Refuses nothing: without the file the project is its folder.
"""

from collections.abc import Mapping

from msgspec import Struct

from kaname.extract.extractor import Source
from kaname.extract.packages import Package, PackageList
from kaname.extract.python.requirement import normal_name, parse_requirement
from kaname.extract.text_formats import parse_toml


class Project(Struct, frozen=True):
    """A project.

    Attributes:
        package: the component. needs: (normal name, scope, extras) of what it asks for directly.
        known: False where there is no ``pyproject.toml``.
    """

    package: Package
    needs: tuple[tuple[str, str, tuple[str, ...]], ...]
    known: bool


def read_project(source: Source, packages: PackageList) -> Project:
    """Return the project that a lock file belongs to.

    Raises:
        InputError: its ``pyproject.toml`` is not TOML.
    """
    data = source.sibling("pyproject.toml")
    if data is None:
        return Project(packages.add_subject("", public=False), (), known=False)
    whole = parse_toml(data)
    described = packages.mapping(whole.get("project"), "pyproject.toml: project")
    poetry = packages.mapping(packages.mapping(whole.get("tool"), "tool").get("poetry"), "tool.poetry")
    name = packages.text(described.get("name") or poetry.get("name"), "pyproject.toml: name")
    version = packages.text(described.get("version") or poetry.get("version"), "pyproject.toml: version")
    package = packages.add_subject(normal_name(name), version, public=bool(name and version))
    license_ = described.get("license") or poetry.get("license")
    if isinstance(license_, str):
        packages.add_license(package, license_)
    needs = [
        *_lines(packages, described.get("dependencies"), "required"),
        *_tables(packages, described.get("optional-dependencies"), "optional"),
        *_tables(packages, whole.get("dependency-groups"), "excluded"),
        *_poetry(packages, poetry),
    ]
    pdm = packages.mapping(packages.mapping(whole.get("tool"), "tool").get("pdm"), "tool.pdm")
    needs += _tables(packages, pdm.get("dev-dependencies"), "excluded")
    return Project(package, tuple(needs), known=True)


def add_direct_needs(
    source: Source, packages: PackageList, added: Mapping[str, list[Package]], *, locked_scopes: frozenset[str]
) -> None:
    """Add the edges from the project itself to what its lock file holds, told by ``pyproject.toml``.

    Args:
        added: packages of the lock file by normal name; several versions of one get an edge each.
        locked_scopes: scopes whose needs the lock file must hold; one that is missing is a problem.
    """
    project = read_project(source, packages)
    if not project.known:
        packages.problem("extract.direct_unknown", "", file="pyproject.toml")
    for name, scope, _ in project.needs:
        for target in added.get(name, []):
            packages.depends(project.package, target, scope)
        if name not in added and scope in locked_scopes:
            packages.problem("extract.edge_unresolved", "pyproject.toml", name=name)


def _lines(packages: PackageList, value: object, scope: str) -> list[tuple[str, str, tuple[str, ...]]]:
    needs = []
    for index, line in enumerate(packages.sequence(value, "pyproject.toml: dependencies")):
        requirement = parse_requirement(line) if isinstance(line, str) else None
        if requirement is not None:
            needs.append((normal_name(requirement.name), scope, requirement.extras))
        elif isinstance(line, str):
            packages.problem("extract.entry_not_understood", f"pyproject.toml: dependencies[{index}]", entry=line[:80])
    return needs


def _tables(packages: PackageList, value: object, scope: str) -> list[tuple[str, str, tuple[str, ...]]]:
    groups = packages.mapping(value, "pyproject.toml")
    return [need for lines in groups.values() for need in _lines(packages, lines, scope)]


def _poetry(packages: PackageList, poetry: dict[str, object]) -> list[tuple[str, str, tuple[str, ...]]]:
    groups = packages.mapping(poetry.get("group"), "tool.poetry.group")
    tables = [(poetry.get("dependencies"), "required"), (poetry.get("dev-dependencies"), "excluded")]
    for name, value in groups.items():
        group = packages.mapping(value, f"tool.poetry.group.{name}")
        tables.append((group.get("dependencies"), "required" if name == "main" else "excluded"))
    needs = []
    for table, scope in tables:
        for name, value in packages.mapping(table, "tool.poetry.dependencies").items():
            entry = value if isinstance(value, dict) else {}
            extras = tuple(each for each in packages.sequence(entry.get("extras"), name) if isinstance(each, str))
            if name != "python":
                needs.append((normal_name(name), "optional" if entry.get("optional") is True else scope, extras))
    return needs
