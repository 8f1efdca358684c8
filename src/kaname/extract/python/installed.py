"""Installed Python distributions: ``*.dist-info/METADATA`` with ``RECORD``, ``*.egg-info/PKG-INFO``.

What a distribution requires is answered by what is installed beside it; an answer that is missing is a problem where no
marker excuses it. Files that differ from RECORD are named.
"""

from kaname.extract.extractor import Extractor, Found, Source, decode_json
from kaname.extract.packages import PackageList
from kaname.extract.python.metadata import add_distribution, check_record, folder_above
from kaname.extract.python.requirement import normal_name, parse_requirement


def extract_installed(source: Source) -> Found:
    """Return the one distribution that a metadata file describes.

    Raises:
        InputError: no name in it.
    """
    packages = PackageList(source, "pypi")
    in_folder = source.path.endswith(("/METADATA", "/PKG-INFO"))
    package = add_distribution(packages, source.data, must=True)
    packages.make_subject(package)
    place = folder_above(source) if in_folder else source.folder
    record = source.sibling("RECORD") if source.path.endswith("/METADATA") else None
    if record is not None:
        check_record(packages, package, source.tree, record, place)
    direct = source.sibling("direct_url.json") if in_folder else None
    if direct is not None:
        url = packages.mapping(decode_json(direct), "direct_url.json").get("url")
        packages.add_property(package, "kaname:python:direct-url", packages.text(url, "direct_url.json: url"))
    requires = source.sibling("requires.txt") if in_folder else None
    if requires is not None and source.path.endswith("/PKG-INFO"):
        extra = ""
        for line in requires.decode("utf-8", "replace").splitlines():
            extra = line.strip() if line.startswith("[") else extra
            requirement = parse_requirement(line)
            if requirement is not None and not line.startswith("["):
                packages.want(package, normal_name(requirement.name), "optional" if extra else "required")
    return packages.done(place=place)


EXTRACTOR = Extractor(
    kind="python-installed",
    ecosystem="pypi",
    files=("*.dist-info/METADATA", "*.egg-info/PKG-INFO", "*.egg-info"),
    facts=frozenset({"version", "license", "edge", "supplier"}),
    phase="post-build",
    extract=extract_installed,
)
