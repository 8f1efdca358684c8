"""A folder as collectors of evidence see it: its files and, where it is a git checkout, the newest commits and the tags.

Refuses to trust the folder: links that lead outside are passed over, git runs without hooks, pager, signature programs or
settings of other users, and a file over the limit is listed but not read.
"""

import hashlib
import os
import subprocess
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from kaname.assurance.collectors.collector import CommitFact, SbomFact, TagFact
from kaname.errors import InputError
from kaname.store.files import file_error, read_bytes

# More files than the largest monorepos of small makers; beyond, collecting would take minutes.
MAX_FILES = 200_000
# Reports and settings that collectors read are far smaller; an SBOM of 50,000 components takes 60 MB.
MAX_READ_BYTES = 64 * 1024 * 1024
COMMITS = 100
_GIT_SECONDS = 30
_PASSED_OVER = frozenset({".git", "node_modules", ".venv", "venv", "__pycache__", ".tox", "target", ".mypy_cache"})
# What a signed tag ends with (gitformat-signature): OpenPGP, SSH, X.509.
_SIGNATURES = (b"-----BEGIN PGP SIGNATURE-----", b"-----BEGIN SSH SIGNATURE-----", b"-----BEGIN SIGNED MESSAGE-----")


class Checkout:
    """A folder that collectors look at (``assurance.collectors.collector.Trace``).

    Args:
        folder: its top. sboms: what was found in its SBOM files, by the caller, who can read them.

    Raises:
        InputError: no folder, or too many files.
    """

    def __init__(self, folder: Path, sboms: Sequence[SbomFact] = ()) -> None:
        if not folder.is_dir():
            raise InputError("store.file_missing", path=str(folder), reason="no folder")
        self.folder = folder
        self.sboms = tuple(sboms)
        self.files = self._walk()

    def _walk(self) -> tuple[str, ...]:
        found = []
        for top, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if name not in _PASSED_OVER)
            for name in names:
                path = Path(top, name)
                if path.is_symlink() or not path.is_file():
                    continue
                found.append(path.relative_to(self.folder).as_posix())
                if len(found) > MAX_FILES:
                    raise InputError("store.too_many_files", path=str(self.folder), limit=MAX_FILES)
        return tuple(sorted(found))

    def read(self, name: str) -> bytes:
        """Return the content of a file; empty where it is over the limit."""
        path = self.folder / name
        try:
            if path.stat().st_size > MAX_READ_BYTES:
                return b""
        except OSError as error:
            raise file_error(error, path) from None
        return read_bytes(path, limit=MAX_READ_BYTES)

    def sha256(self, name: str) -> str:
        """Return the digest of a file in lowercase hex."""
        path = self.folder / name
        try:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise file_error(error, path) from None

    @cached_property
    def revision(self) -> str:
        """Id of the commit that is checked out; empty where there is no git."""
        return self._git("rev-parse", "--verify", "--quiet", "HEAD").decode("ascii", "replace").strip()

    @cached_property
    def commits(self) -> tuple[CommitFact, ...]:
        """The newest commits; a signature is seen in the commit itself, nothing is run to verify it."""
        if not self.revision:
            return ()
        raw = self._git("log", "--no-show-signature", "--format=raw", f"--max-count={COMMITS}")
        found: list[CommitFact] = []
        for block in (b"\n" + raw).split(b"\ncommit ")[1:]:
            head = block.split(b"\n\n", 1)[0]
            found.append(
                CommitFact(head.split(b"\n", 1)[0].split(b" ")[0].decode("ascii", "replace"), b"\ngpgsig" in head)
            )
        return tuple(found)

    @cached_property
    def tags(self) -> tuple[TagFact, ...]:
        """All tags of the checkout."""
        if not self.revision:
            return ()
        raw = self._git(
            "for-each-ref", "refs/tags", "--sort=creatordate", "--format=%(refname:short)%00%(contents)%00%00"
        )
        found = []
        for entry in raw.split(b"\0\0\n"):
            name, _, content = entry.partition(b"\0")
            if name.strip():
                signed = any(mark in content for mark in _SIGNATURES)
                found.append(TagFact(name.decode("utf-8", "replace").strip(), signed))
        return tuple(found)

    def _git(self, *words: str) -> bytes:
        if not (self.folder / ".git").exists():
            return b""
        safe = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false"]
        environment = {
            **os.environ,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_PAGER": "cat",
            "LC_ALL": "C",
        }
        command = ["git", "--no-pager", *safe, "-C", str(self.folder), *words]
        try:
            done = subprocess.run(command, capture_output=True, env=environment, timeout=_GIT_SECONDS, check=False)
        except FileNotFoundError:
            return b""  # no git on this machine: there is no history to look at
        except subprocess.TimeoutExpired:
            raise InputError("store.git_too_slow", path=str(self.folder), seconds=_GIT_SECONDS) from None
        return done.stdout if done.returncode == 0 else b""
