"""Package ecosystems as OSV names them: which version order, which purl type, and how a package name is normalised.

Holds one table and three questions about it. An ecosystem string is a base name, optionally followed by a release
(``Debian:12``, ``Alpine:v3.18``, ``Red Hat:enterprise_linux:8::appstream``); everything here looks at the base name only,
so that a new release needs no change. Refuses nothing: a base name that is not in the table is ``None`` (not matchable).

Source: OSV schema 1.7, "Defined Ecosystems"; Package URL type definitions for the case rules of names.
"""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct


class Ecosystem(Struct, frozen=True):
    """What Kaname knows about one base ecosystem.

    Attributes:
        name: base name as OSV writes it.
        scheme: version order of ``kaname.versions``; None where versions are not ordered (``GIT``).
        purl_type: type of package URLs of this ecosystem; None where there is none.
        purl_namespace: namespace that purls of this ecosystem carry (distributions: ``debian``); None where it is free.
        has_releases: True where data is per release (``Debian:12``) and a match needs to know it.
        normalise: name as written → name as it stands in the index.
    """

    name: str
    scheme: str | None
    purl_type: str | None
    purl_namespace: str | None
    has_releases: bool
    normalise: Callable[[str], str]


def _as_is(name: str) -> str:
    return name.strip()


def _lower(name: str) -> str:
    return name.strip().lower()


_SEPARATORS = re.compile(r"[-_.]+")


def _pep_503(name: str) -> str:
    return _SEPARATORS.sub("-", name.strip()).lower()


def _crate(name: str) -> str:
    # The registry refuses a crate whose name differs from an existing one only in case or in - and _.
    return name.strip().lower().replace("_", "-")


def _repository_url(name: str) -> str:
    """Swift packages are named by repository URL; scheme, user, ``.git`` and case do not make another repository."""
    text = name.strip().lower()
    text = re.sub(r"^[a-z+]+://", "", text)
    text = re.sub(r"^[^/@]+@([^/:]+):", r"\1/", text)
    return text.rstrip("/").removesuffix(".git")


def _action(name: str) -> str:
    return name.strip().lower().rstrip("/")


def _maven(name: str) -> str:
    return name.strip().replace("/", ":", 1) if ":" not in name else name.strip()


_ROWS: tuple[tuple[str, str | None, str | None, str | None, bool, Callable[[str], str]], ...] = (
    # Language registries
    ("npm", "npm", "npm", None, False, _as_is),
    ("PyPI", "pypi", "pypi", None, False, _pep_503),
    ("Go", "golang", "golang", None, False, _as_is),
    ("crates.io", "cargo", "cargo", None, False, _crate),
    ("Maven", "maven", "maven", None, False, _maven),
    ("NuGet", "nuget", "nuget", None, False, _lower),
    ("RubyGems", "gem", "gem", None, False, _as_is),
    ("Packagist", "composer", "composer", None, False, _lower),
    ("Hex", "hex", "hex", None, False, _lower),
    ("Pub", "pub", "pub", None, False, _lower),
    ("SwiftURL", "swift", "swift", None, False, _repository_url),
    ("GitHub Actions", "githubactions", "githubactions", None, False, _action),
    ("Hackage", "hackage", "hackage", None, False, _as_is),
    ("GHC", "hackage", None, None, False, _lower),
    ("CRAN", "cran", "cran", None, False, _as_is),
    ("Bioconductor", "cran", "bioconductor", None, False, _as_is),
    ("Julia", "julia", "julia", None, False, _as_is),
    ("opam", "opam", "opam", None, False, _as_is),
    ("Bitnami", "bitnami", "bitnami", None, False, _lower),
    ("ConanCenter", "conan", "conan", None, False, _lower),
    ("VSCode", "semver", "vscode-extension", None, False, _lower),
    ("Kubernetes", "semver", None, None, False, _as_is),
    # Distributions with dpkg
    ("Debian", "deb", "deb", "debian", True, _lower),
    ("Ubuntu", "deb", "deb", "ubuntu", True, _lower),
    ("Echo", "deb", "deb", "echo", False, _lower),
    # Distributions with apk
    ("Alpine", "apk", "apk", "alpine", True, _lower),
    ("Wolfi", "apk", "apk", "wolfi", False, _lower),
    ("Chainguard", "apk", "apk", "chainguard", False, _lower),
    ("MinimOS", "apk", "apk", "minimos", False, _lower),
    ("Alpaquita", "apk", "apk", "alpaquita", True, _lower),
    ("BellSoft Hardened Containers", "apk", "apk", "bellsoft-hardened-containers", True, _lower),
    ("CleanStart", "apk", "apk", "cleanstart", False, _lower),
    # Distributions with rpm
    ("Red Hat", "rpm", "rpm", "redhat", True, _as_is),
    ("AlmaLinux", "rpm", "rpm", "almalinux", True, _as_is),
    ("Rocky Linux", "rpm", "rpm", "rocky-linux", True, _as_is),
    ("SUSE", "rpm", "rpm", "suse", True, _as_is),
    ("openSUSE", "rpm", "rpm", "opensuse", True, _as_is),
    ("Mageia", "rpm", "rpm", "mageia", True, _as_is),
    ("Azure Linux", "rpm", "rpm", "azure-linux", True, _as_is),
    ("Photon OS", "rpm", "rpm", "photon", True, _as_is),
    ("openEuler", "rpm", "rpm", "openeuler", True, _as_is),
    # Known, with an order of their own that nobody has written down: the generic order, or none
    ("Android", "generic", None, None, False, _as_is),
    ("Linux", "generic", None, None, False, _as_is),
    ("OSS-Fuzz", None, None, None, False, _as_is),
    ("GIT", None, None, None, False, _as_is),
    ("UVI", None, None, None, False, _as_is),
)

ECOSYSTEMS: Mapping[str, Ecosystem] = {row[0]: Ecosystem(*row) for row in _ROWS}
"""Every known base ecosystem, by name."""


def base_ecosystem(text: str) -> str:
    """Return the base name of an ecosystem string: ``Debian:12`` gives ``Debian``."""
    return text.partition(":")[0]


def release_of(text: str) -> str | None:
    """Return the release of an ecosystem string (``Alpine:v3.18`` gives ``v3.18``), or None where it names none."""
    return text.partition(":")[2] or None


def find_ecosystem(text: str) -> Ecosystem | None:
    """Return what is known about an ecosystem string, with or without a release; None where it is unknown."""
    return ECOSYSTEMS.get(text) or ECOSYSTEMS.get(base_ecosystem(text))


def scheme_of(text: str) -> str | None:
    """Return the version order of an ecosystem string, or None where there is none or the ecosystem is unknown."""
    ecosystem = find_ecosystem(text)
    return ecosystem.scheme if ecosystem else None


def normalise_name(ecosystem: str, name: str) -> str:
    """Return a package name as it stands in the index of the knowledge base.

    Case is folded only where the registry folds it: PyPI by PEP 503; NuGet, Packagist, Hex, Pub, GitHub Actions, Debian
    and Alpine to lower case; crates.io folds ``-`` and ``_`` too; Swift names lose URL scheme and ``.git``; Maven is
    ``group:artifact``. npm, Go, RubyGems, Maven and the RPM family tell case apart, so it stays.

    Args:
        ecosystem: OSV ecosystem string, with or without release. Unknown ones leave the name as it is.
        name: as the advisory or component writes it; surrounding white space is dropped.
    """
    known = find_ecosystem(ecosystem)
    return known.normalise(name) if known else name.strip()
