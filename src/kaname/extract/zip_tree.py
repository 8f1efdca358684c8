"""ZIP archives as trees: jars, wheels, NuGet packages, and plain ``.zip`` files.

Refuses what could do harm: members that leave the archive (named in ``problems``, not read), encrypted members, more members
or more unpacked bytes than the limits; sizes are counted while unpacking, not believed.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from kaname.errors import InputError
from kaname.extract.limits import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_MEMBERS
from kaname.extract.tree import FileEntry, checked_path
from kaname.model.sbom import Problem

_CHUNK_BYTES = 1 << 20
_ENCRYPTED = 0x1
_LINK_MODE = 0o120000
_TYPE_MASK = 0o170000
_OWNER_MAY_RUN = 0o100


class ZipTree:
    """The members of a ZIP archive.

    Args:
        data: the archive. name: what the tree is called in results.
        budget: most bytes that may be unpacked, all members together.

    Raises:
        InputError: ``extract.archive_damaged``; ``extract.too_many_members``.
    """

    def __init__(self, data: bytes, *, name: str = "", budget: int = MAX_ARCHIVE_BYTES) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, UnicodeDecodeError, NotImplementedError) as error:
            raise InputError("extract.archive_damaged", form="ZIP", reason=str(error)) from None
        if len(members) > MAX_ARCHIVE_MEMBERS:
            raise InputError("extract.too_many_members", limit=MAX_ARCHIVE_MEMBERS)
        self._name = name
        self._budget = budget
        self._problems: list[Problem] = []
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            # Not ``is_dir``: it fails on a name that damage left empty.
            if not member.filename.endswith("/"):
                self._take(member)

    def _take(self, member: zipfile.ZipInfo) -> None:
        try:
            path = checked_path(member.filename)
        except InputError as error:
            self._problems.append(Problem(path=member.filename[:200], code=error.code))
            return
        if (member.external_attr >> 16) & _TYPE_MASK == _LINK_MODE:
            return  # a link; what it leads to stands in the archive itself
        if member.flag_bits & _ENCRYPTED:
            self._problems.append(Problem(path=path, code="extract.member_encrypted"))
            return
        if path in self._members:
            self._problems.append(Problem(path=path, code="extract.member_repeated"))
            return
        self._members[path] = member

    @property
    def name(self) -> str:
        """What the tree is called in results."""
        return self._name

    def files(self) -> Iterator[FileEntry]:
        """Yield every member that is a file, in the order of the paths."""
        for path in sorted(self._members):
            member = self._members[path]
            yield FileEntry(path, member.file_size, bool((member.external_attr >> 16) & _OWNER_MAY_RUN))

    def has(self, path: str) -> bool:
        """Say whether there is such a member."""
        return path in self._members

    def read(self, path: str, *, limit: int) -> bytes:
        """Return the content of a member; see ``Tree.read``.

        Raises:
            InputError: ``extract.file_missing``, ``extract.file_too_large``, ``extract.archive_bomb``,
                ``extract.archive_damaged`` (also where the check sum is wrong).
        """
        data = self._unpack(path, limit + 1)
        if len(data) > limit:
            raise InputError("extract.file_too_large", path=path, limit=limit)
        return data

    def head(self, path: str, size: int) -> bytes:
        """Return the first bytes of a member; see ``Tree.head``."""
        return self._unpack(path, size)

    def problems(self) -> tuple[Problem, ...]:
        """Return members that are not safe or not readable."""
        return tuple(self._problems)

    def left_out(self) -> tuple[str, ...]:
        """Return nothing: all members are listed."""
        return ()

    def _unpack(self, path: str, size: int) -> bytes:
        member = self._members.get(path)
        if member is None:
            raise InputError("extract.file_missing", path=path)
        pieces = []
        left = size
        try:
            with self._archive.open(member) as stream:
                while left > 0 and (piece := stream.read(min(left, _CHUNK_BYTES))):
                    self._budget -= len(piece)
                    if self._budget < 0:
                        raise InputError("extract.archive_bomb", path=path, limit=MAX_ARCHIVE_BYTES)
                    pieces.append(piece)
                    left -= len(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise InputError("extract.archive_damaged", path=path, form="ZIP", reason=str(error)) from None
        return b"".join(pieces)
