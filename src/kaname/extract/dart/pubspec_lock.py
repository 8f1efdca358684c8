"""``pubspec.lock`` of Dart and Flutter.

Source: Dart documentation, "pubspec.lock". The file says for each package whether it is direct, for development or
transitive; which transitive package belongs to which is not in it. Packages of an SDK have no version of their own.
"""

from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import PackageList
from kaname.extract.text_formats import parse_yaml

_REGISTRIES = ("https://pub.dev", "https://pub.dartlang.org")
_KINDS = {"direct main": "required", "direct dev": "excluded", "direct overridden": "required"}


def extract_pubspec_lock(source: Source) -> Found:
    """Return the packages of a Pub lock file.

    Raises:
        InputError: not YAML.
    """
    packages = PackageList(source, "pub")
    lock = packages.mapping(parse_yaml(source.data), "")
    data = source.sibling("pubspec.yaml")
    manifest = packages.mapping(parse_yaml(data), "pubspec.yaml") if data is not None else {}
    public = bool(manifest.get("name")) and manifest.get("publish_to") != "none"
    project = packages.add_subject(
        packages.text(manifest.get("name"), "pubspec.yaml: name"),
        packages.text(manifest.get("version"), "pubspec.yaml: version"),
        public=public,
    )
    for name, value in packages.mapping(lock.get("packages"), "packages").items():
        place = f"packages.{name}"
        entry = packages.mapping(value, place)
        origin = packages.text(entry.get("source"), f"{place}.source")
        described = entry.get("description")
        facts = packages.mapping(described, f"{place}.description") if isinstance(described, dict) else {}
        url = packages.text(facts.get("url"), f"{place}.description.url")
        qualifiers = {}
        if origin == "git":
            commit = packages.text(facts.get("resolved-ref"), f"{place}.description.resolved-ref")
            qualifiers["vcs_url"] = f"git+{url}@{commit}"
        elif origin == "hosted" and url and url not in _REGISTRIES:
            qualifiers["repository_url"] = url
        kind = packages.text(entry.get("dependency"), f"{place}.dependency")
        version = packages.text(entry.get("version"), f"{place}.version")
        scope = _KINDS.get(kind)
        package = packages.add(name, "" if origin == "sdk" else version, qualifiers=qualifiers, scope=scope)
        if origin == "sdk":
            packages.add_property(package, "kaname:pub:sdk", str(described))
            packages.undetermined(package, f"sdk {described}", place)
        elif origin == "path":
            packages.add_property(package, "kaname:pub:path", packages.text(facts.get("path"), place))
        if facts.get("sha256"):
            packages.add_hash(package, "SHA-256", packages.text(facts["sha256"], place), f"{place}.description.sha256")
        if scope is not None:
            packages.depends(project, package, scope)
    return packages.done()


EXTRACTOR = Extractor(
    kind="pubspec-lock",
    ecosystem="pub",
    files=("pubspec.lock",),
    facts=frozenset({"version", "hash", "scope"}),
    phase="pre-build",
    extract=extract_pubspec_lock,
    accounts_for=("pubspec.yaml",),
)
