"""``Pipfile.lock`` of Pipenv (``pipfile-spec`` 6): exact versions and digests, runtime and development apart.

The file is flat: which package needs which is not in it. What was asked for directly stands in ``Pipfile`` beside it.
"""

from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import PackageList
from kaname.extract.python.places import add_digests, add_pypi
from kaname.extract.python.requirement import normal_name
from kaname.extract.text_formats import parse_toml

_GROUPS = (("default", "packages", "required"), ("develop", "dev-packages", "excluded"))


def extract_pipfile_lock(source: Source) -> Found:
    """Return the packages of a Pipenv lock file.

    Raises:
        InputError: not JSON.
    """
    packages = PackageList(source, "pypi")
    lock = packages.mapping(source.json(), "")
    data = source.sibling("Pipfile")
    manifest = parse_toml(data) if data is not None else {}
    project = packages.add_subject("", public=False)
    groups = [(each, "excluded") for each in lock if each not in ("_meta", "default", "develop")]
    for group, scope in [*[(group, scope) for group, _, scope in _GROUPS], *groups]:
        section = next((section for name, section, _ in _GROUPS if name == group), group)
        direct = {normal_name(name) for name in packages.mapping(manifest.get(section), f"Pipfile: {section}")}
        for name, value in packages.mapping(lock.get(group), group).items():
            place = f"{group}.{name}"
            entry = packages.mapping(value, place)
            version = packages.text(entry.get("version"), place).removeprefix("==").lstrip("=")
            url = packages.text(entry.get("git"), place) or packages.text(entry.get("file"), place)
            if entry.get("git"):
                url = f"git+{url.removeprefix('git+')}@{packages.text(entry.get('ref'), place)}"
            package = add_pypi(packages, name, version, url=url, scope=scope)
            digests = [packages.text(each, place) for each in packages.sequence(entry.get("hashes"), place)]
            add_digests(packages, package, digests, place)
            if not version:
                packages.undetermined(package, url, place)
            if normal_name(name) in direct or not manifest:
                packages.depends(project, package, scope)
    return packages.done()


EXTRACTOR = Extractor(
    kind="pipfile-lock",
    ecosystem="pypi",
    files=("Pipfile.lock",),
    facts=frozenset({"version", "hash", "scope"}),
    phase="pre-build",
    extract=extract_pipfile_lock,
    accounts_for=("Pipfile", "setup.py", "setup.cfg"),
)
