"""``gradle.lockfile`` (one file for all configurations) and ``buildscript-gradle.lockfile``.

Source: Gradle user manual, "Locking dependency versions". Each line is ``group:artifact:version=configuration,…``; the file
has no graph. A package of test and build configurations alone is not part of the product.
"""

import re

from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.java.coordinates import add_artifact
from kaname.extract.packages import PackageList

_LINE = re.compile(r"(?P<group>[^:=\s]+):(?P<artifact>[^:=\s]+):(?P<version>[^:=\s]+)=(?P<configurations>.*)")
_PRODUCT = re.compile(r"(?:^|[a-z])(?:runtimeClasspath|compileClasspath|RuntimeClasspath|CompileClasspath)$")
_TEST = re.compile(r"^(?:test|androidTest|integrationTest)|Test(?:Compile|Runtime)Classpath$|UnitTest|AndroidTest")


def extract_gradle_lockfile(source: Source) -> Found:
    """Return the artifacts of a Gradle lock file.

    Raises:
        InputError: not text.
    """
    packages = PackageList(source, "maven")
    build = source.path.rpartition("/")[2].startswith("buildscript")
    for number, line in enumerate(source.text().splitlines(), 1):
        text = line.strip()
        if not text or text.startswith(("#", "empty=")):
            continue
        found = _LINE.fullmatch(text)
        if found is None:
            packages.problem("extract.entry_not_understood", f"line {number}", entry=text[:80])
            continue
        names = [each for each in found["configurations"].split(",") if each]
        product = any(_PRODUCT.search(each) and not _TEST.search(each) for each in names)
        scope = "required" if product and not build else "excluded"
        package = add_artifact(packages, found["group"], found["artifact"], found["version"], scope=scope)
        packages.add_property(package, "kaname:gradle:configurations", ",".join(names))
    return packages.done()


EXTRACTOR = Extractor(
    kind="gradle-lockfile",
    ecosystem="maven",
    files=("gradle.lockfile", "buildscript-gradle.lockfile"),
    facts=frozenset({"version", "scope"}),
    phase="pre-build",
    extract=extract_gradle_lockfile,
    accounts_for=("build.gradle", "build.gradle.kts"),
)
