"""Tar archives and merged image layers as trees.

Everything that a member could do wrong is a problem by its name: paths that lead out, links to nowhere that claim to be
files, sparse files, an archive that ends early.
"""

from collections.abc import Iterator, Sequence

from kaname.errors import InputError
from kaname.extract.archives.file_table import FileTable, Link, Stored, member_path
from kaname.extract.archives.tar_format import TarMember, iter_tar
from kaname.extract.archives.window import RandomFile, Window
from kaname.extract.limits import MAX_FILES, MAX_PROBLEMS_PER_CODE
from kaname.extract.tree import FileEntry
from kaname.model.sbom import Problem

_MAY_RUN = 0o111
# Marks of deletion in layers: OCI image specification 1.1, "Representing Changes".
_WHITEOUT = ".wh."
_OPAQUE = ".wh..wh..opq"
# Package databases: each layer that installs something holds the whole again; their earlier states tell what came when.
_KEPT_STATES = (b"var/lib/dpkg/status", b"lib/apk/db/installed", b"rpmdb.sqlite")


class TableTree:
    """Files of a tar archive, or of image layers put one over the other.

    Args:
        name: what the tree is called in results.
    """

    def __init__(self, *, name: str = "") -> None:
        self._name = name
        self._table = FileTable()
        self._problems: list[Problem] = []
        self._left_out: list[str] = []
        self._counts: dict[str, int] = {}
        self._entries: dict[str, FileEntry] | None = None
        self._layers: list[str] = []
        self._states: dict[str, list[Stored]] = {}

    # --- filling ---

    def add_archive(self, file: RandomFile, size: int) -> None:
        """Add all members of a tar archive; where it is damaged, what comes before stays and the rest is a problem.

        Raises:
            InputError: the first header is already damaged.
        """
        taken = 0
        try:
            for member in iter_tar(file, size):
                self._take(member, file, 0)
                taken += 1
        except InputError as error:
            if not taken:
                raise
            self.add_problem(error, "")

    def add_layer(self, file: RandomFile, size: int, digest: str) -> None:
        """Put a layer over those that are there: first its deletions, then its files.

        Raises:
            InputError: ``extract.archive_damaged``: an image with half a layer would be another image.
        """
        number = len(self._layers)
        self._layers.append(digest)
        members = list(iter_tar(file, size))
        for member in members:
            folder, _, name = member.name.rstrip(b"/").rpartition(b"/")
            if name.startswith(_WHITEOUT.encode()):
                self._delete(folder, name, digest)
        for member in members:
            if not member.name.rstrip(b"/").rpartition(b"/")[2].startswith(_WHITEOUT.encode()):
                self._take(member, file, number)

    def _delete(self, folder: bytes, name: bytes, digest: str) -> None:
        try:
            parts = member_path(folder)
            if name == _OPAQUE.encode():
                self._table.empty(parts)
            elif not name.startswith(b".wh..wh."):  # other marks belong to the storage driver
                gone = member_path(name.removeprefix(_WHITEOUT.encode()))
                if len(gone) == 1:
                    self._table.remove((*parts, *gone))
        except InputError as error:
            self.add_problem(error, digest)

    def _take(self, member: TarMember, file: RandomFile, layer: int) -> None:
        self._entries = None
        table = self._table
        try:
            path = member_path(member.name)
            if not path:
                return
            if member.kind == "folder":
                table.make_folder(path)
            elif member.kind == "file":
                stored = Stored(file, member.offset, member.size, bool(member.mode & _MAY_RUN), layer)
                table.put(path, stored)
                if self._layers and member.name.endswith(_KEPT_STATES):
                    self._states.setdefault("/".join(path), []).append(stored)
            elif member.kind == "link":
                target = _text(member.target, path)
                table.put(path, Link(target))
            elif member.kind == "hardlink":
                table.put(path, self._linked(member, path))
            else:
                table.remove(path)
                if member.kind == "sparse":
                    raise InputError("extract_os.sparse_file", path="/".join(path))
        except InputError as error:
            self.add_problem(error, "")

    def _linked(self, member: TarMember, path: tuple[str, ...]) -> Stored | Link:
        node = self._table.get(target) if (target := member_path(member.target)) else None
        if node is None:
            shown = member.target.decode("utf-8", "backslashreplace")[:200]
            raise InputError("extract_os.hard_link_broken", path="/".join(path), target=shown)
        return node

    def add_problem(self, error: InputError, place: str) -> None:
        """Note what could not be taken; of one kind the first fifty by name, the others counted."""
        count = self._counts[error.code] = self._counts.get(error.code, 0) + 1
        if count <= MAX_PROBLEMS_PER_CODE:
            self._problems.append(Problem(path=error.path or place, code=error.code, params=dict(error.params)))

    def leave_out(self, what: str) -> None:
        """Note something that was not looked into on purpose."""
        self._left_out.append(what)

    # --- reading ---

    @property
    def name(self) -> str:
        """What the tree is called in results."""
        return self._name

    @property
    def layers(self) -> Sequence[str]:
        """Digests of the layers, the lowest first; empty for a plain archive."""
        return self._layers

    def layer_of(self, path: str) -> str:
        """Return the digest of the layer that a file comes from, ``""`` for a plain archive."""
        found = self._table.resolve(path)
        return self._layers[found.layer] if found is not None and self._layers else ""

    def states_of(self, path: str, *, limit: int) -> Iterator[tuple[str, bytes]]:
        """Yield the states of a package database, layer by layer from the lowest: (digest of the layer, content).

        Empty for other files and for plain archives; a state larger than ``limit`` is left out.

        Raises:
            InputError: ``extract.file_unreadable``.
        """
        for stored in self._states.get(path, ()):
            if stored.size <= limit:
                yield self._layers[stored.layer], self._bytes(stored, path, stored.size)

    def files(self) -> Iterator[FileEntry]:
        """Yield every file, links to files too, in the order of the paths."""
        yield from self._listing().values()

    def has(self, path: str) -> bool:
        """Say whether a path leads to a file."""
        return path in self._listing() or self._table.resolve(path) is not None

    def read(self, path: str, *, limit: int) -> bytes:
        """Return the content of a file; see ``Tree.read``."""
        found = self._found(path)
        if found.size > limit:
            raise InputError("extract.file_too_large", path=path, limit=limit)
        return self._bytes(found, path, found.size)

    def head(self, path: str, size: int) -> bytes:
        """Return the first bytes of a file; see ``Tree.head``."""
        found = self._found(path)
        return self._bytes(found, path, min(size, found.size))

    def window(self, path: str) -> Window:
        """Return a file to read from at any place.

        Raises:
            InputError: ``extract.file_missing``.
        """
        found = self._found(path)
        return Window(found.file, found.offset, found.size)

    def problems(self) -> tuple[Problem, ...]:
        """Return members that could not be taken."""
        more = [
            Problem(
                path="",
                code="extract.more_of_the_same",
                params={"repeated": code, "count": count - MAX_PROBLEMS_PER_CODE},
            )
            for code, count in self._counts.items()
            if count > MAX_PROBLEMS_PER_CODE
        ]
        return (*self._problems, *more)

    def left_out(self) -> tuple[str, ...]:
        """Return parts of the archive that were not looked into on purpose: images for other platforms, attestations."""
        return tuple(self._left_out)

    def _found(self, path: str) -> Stored:
        found = self._table.resolve(path)
        if found is None:
            raise InputError("extract.file_missing", path=path)
        return found

    def _bytes(self, found: Stored, path: str, size: int) -> bytes:
        try:
            found.file.seek(found.offset)
            data = found.file.read(size)
        except OSError as error:
            raise InputError("extract.file_unreadable", path=path, reason=error.strerror or str(error)) from None
        if len(data) < size:
            raise InputError("extract.file_unreadable", path=path, reason="the archive became shorter")
        return data

    def _listing(self) -> dict[str, FileEntry]:
        if self._entries is None:
            found = []
            for path, node in self._table.walk():
                stored = self._table.resolve(path) if isinstance(node, Link) else node
                if stored is not None:
                    found.append(FileEntry(path, stored.size, stored.executable))
            if len(found) > MAX_FILES:
                raise InputError("extract.too_many_files", path=self._name, limit=MAX_FILES)
            self._entries = {entry.path: entry for entry in sorted(found, key=lambda entry: entry.path)}
        return self._entries


def _text(target: bytes, path: tuple[str, ...]) -> str:
    try:
        return target.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("extract.name_not_text", path="/".join(path)) from None
