"""All extractors, in the order in which results name them; and files that list components but are not read."""

from kaname.extract.cpp import conan_lock
from kaname.extract.dart import pubspec_lock
from kaname.extract.dotnet import deps_json, packages_lock
from kaname.extract.elixir import mix_lock
from kaname.extract.extractor import Extractor
from kaname.extract.golang import go_binary, go_mod
from kaname.extract.java import gradle_lockfile, jar, pom
from kaname.extract.javascript import bun_lock, package_lock, pnpm_lock, yarn_lock
from kaname.extract.javascript import installed as npm_installed
from kaname.extract.php import composer
from kaname.extract.python import (
    installed,
    pdm_lock,
    pipfile_lock,
    poetry_lock,
    pylock,
    requirements,
    uv_lock,
    wheel,
)
from kaname.extract.ruby import gemfile_lock
from kaname.extract.rust import cargo_lock
from kaname.extract.swift import package_resolved
from kaname.extract.systems import apk, dpkg, release, rpm

EXTRACTORS: tuple[Extractor, ...] = (
    package_lock.EXTRACTOR,
    pnpm_lock.EXTRACTOR,
    yarn_lock.EXTRACTOR,
    bun_lock.EXTRACTOR,
    npm_installed.EXTRACTOR,
    requirements.EXTRACTOR,
    pipfile_lock.EXTRACTOR,
    poetry_lock.EXTRACTOR,
    pdm_lock.EXTRACTOR,
    uv_lock.EXTRACTOR,
    pylock.EXTRACTOR,
    installed.EXTRACTOR,
    wheel.EXTRACTOR,
    cargo_lock.EXTRACTOR,
    go_mod.EXTRACTOR,
    go_binary.EXTRACTOR,
    pom.EXTRACTOR,
    gradle_lockfile.EXTRACTOR,
    jar.EXTRACTOR,
    packages_lock.EXTRACTOR,
    deps_json.EXTRACTOR,
    gemfile_lock.EXTRACTOR,
    composer.LOCK,
    composer.INSTALLED,
    mix_lock.EXTRACTOR,
    pubspec_lock.EXTRACTOR,
    package_resolved.EXTRACTOR,
    conan_lock.EXTRACTOR,
    release.EXTRACTOR,
    dpkg.EXTRACTOR,
    dpkg.PARTS,
    apk.EXTRACTOR,
    rpm.EXTRACTOR,
)

# (pattern, message code): named in every result, so that nobody takes their absence for "no components". A manifest that a
# lock file beside it accounts for is not named: the lock file's extractor has read it.
NOT_UNDERSTOOD: tuple[tuple[str, str], ...] = (
    ("bun.lockb", "extract.bun_binary"),
    ("package.json", "extract.manifest_without_lock"),
    ("pyproject.toml", "extract.manifest_without_lock"),
    ("Pipfile", "extract.manifest_without_lock"),
    ("setup.py", "extract.manifest_without_lock"),
    ("setup.cfg", "extract.manifest_without_lock"),
    ("environment.yml", "extract.manifest_without_lock"),
    ("environment.yaml", "extract.manifest_without_lock"),
    ("Cargo.toml", "extract.manifest_without_lock"),
    ("build.gradle", "extract.manifest_without_lock"),
    ("build.gradle.kts", "extract.manifest_without_lock"),
    ("build.sbt", "extract.manifest_without_lock"),
    ("*.csproj", "extract.manifest_without_lock"),
    ("*.fsproj", "extract.manifest_without_lock"),
    ("*.vbproj", "extract.manifest_without_lock"),
    ("packages.config", "extract.kind_not_read"),
    ("project.assets.json", "extract.kind_not_read"),
    ("Gemfile", "extract.manifest_without_lock"),
    ("*.gemspec", "extract.manifest_without_lock"),
    ("composer.json", "extract.manifest_without_lock"),
    ("mix.exs", "extract.manifest_without_lock"),
    ("pubspec.yaml", "extract.manifest_without_lock"),
    ("Package.swift", "extract.manifest_without_lock"),
    ("conanfile.txt", "extract.manifest_without_lock"),
    ("conanfile.py", "extract.manifest_without_lock"),
    ("Podfile.lock", "extract.kind_not_read"),
    ("Cartfile.resolved", "extract.kind_not_read"),
    ("vcpkg.json", "extract.kind_not_read"),
    ("renv.lock", "extract.kind_not_read"),
    ("Manifest.toml", "extract.kind_not_read"),
    ("stack.yaml.lock", "extract.kind_not_read"),
    ("cabal.project.freeze", "extract.kind_not_read"),
    ("rebar.lock", "extract.kind_not_read"),
    ("deno.lock", "extract.kind_not_read"),
    ("flake.lock", "extract.kind_not_read"),
    ("pixi.lock", "extract.kind_not_read"),
    ("conda-lock.yml", "extract.kind_not_read"),
    ("ivy.xml", "extract.kind_not_read"),
    ("go.work", "extract.kind_not_read"),
    ("var/lib/rpm/Packages", "extract_os.rpm_berkeley"),
    ("usr/lib/sysimage/rpm/Packages", "extract_os.rpm_berkeley"),
    ("var/lib/rpm/Packages.db", "extract_os.rpm_ndb"),
    ("usr/lib/sysimage/rpm/Packages.db", "extract_os.rpm_ndb"),
    ("var/lib/pacman/local/ALPM_DB_VERSION", "extract_os.pacman"),
    ("usr/lib/opkg/status", "extract_os.opkg"),
)
