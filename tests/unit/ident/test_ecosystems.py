"""The table of ecosystems: every one known by OSV has an order or none on purpose, and names fold as registries fold them."""

import pytest

from kaname.ident.ecosystems import ECOSYSTEMS, base_ecosystem, find_ecosystem, normalise_name, release_of, scheme_of
from kaname.versions import SCHEMES


def test_every_scheme_exists() -> None:
    assert {entry.scheme for entry in ECOSYSTEMS.values() if entry.scheme} <= set(SCHEMES)


@pytest.mark.parametrize(
    ("text", "base", "release", "scheme"),
    [
        ("npm", "npm", None, "npm"),
        ("Debian:12", "Debian", "12", "deb"),
        ("Alpine:v3.18", "Alpine", "v3.18", "apk"),
        ("Red Hat:enterprise_linux:8::appstream", "Red Hat", "enterprise_linux:8::appstream", "rpm"),
        ("AlmaLinux:9", "AlmaLinux", "9", "rpm"),
        ("Rocky Linux:9", "Rocky Linux", "9", "rpm"),
        ("SUSE:Linux Enterprise Server 15 SP5", "SUSE", "Linux Enterprise Server 15 SP5", "rpm"),
        ("openSUSE:Leap 15.5", "openSUSE", "Leap 15.5", "rpm"),
        ("Ubuntu:22.04:LTS", "Ubuntu", "22.04:LTS", "deb"),
        ("Packagist:https://packages.drupal.org/8", "Packagist", "https://packages.drupal.org/8", "composer"),
        ("Wolfi", "Wolfi", None, "apk"),
        ("GIT", "GIT", None, None),
        ("Nowhere:1", "Nowhere", "1", None),
    ],
)
def test_reads_ecosystem_strings(text: str, base: str, release: str | None, scheme: str | None) -> None:
    assert (base_ecosystem(text), release_of(text), scheme_of(text)) == (base, release, scheme)


def test_unknown_is_none() -> None:
    assert find_ecosystem("Nowhere") is None
    assert normalise_name("Nowhere", " As Written ") == "As Written"


@pytest.mark.parametrize(
    ("ecosystem", "name", "normalised"),
    [
        ("PyPI", "Foo.Bar__baz", "foo-bar-baz"),
        ("npm", "JSONStream", "JSONStream"),
        ("NuGet", "Newtonsoft.Json", "newtonsoft.json"),
        ("Packagist:https://packages.drupal.org/8", "Drupal/Core", "drupal/core"),
        ("crates.io", "Serde_JSON", "serde-json"),
        ("Go", "github.com/Masterminds/sprig/v3", "github.com/Masterminds/sprig/v3"),
        ("Maven", "org.apache:Thing", "org.apache:Thing"),
        ("SwiftURL", "https://GitHub.com/apple/swift-nio.git", "github.com/apple/swift-nio"),
        ("SwiftURL", "git@github.com:apple/swift-nio.git", "github.com/apple/swift-nio"),
        ("GitHub Actions", "Actions/Checkout", "actions/checkout"),
        ("Debian:12", "OpenSSL", "openssl"),
        ("Red Hat:enterprise_linux:8", "ImageMagick", "ImageMagick"),
    ],
)
def test_folds_names_as_the_registry_does(ecosystem: str, name: str, normalised: str) -> None:
    assert normalise_name(ecosystem, name) == normalised
    assert normalise_name(ecosystem, normalised) == normalised
