"""A folder that is written whole or not at all: built beside its place and moved there at the end."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kaname.errors import InputError
from kaname.store.files import file_error


@contextmanager
def replacing_folder(target: Path, *, marker: str) -> Iterator[Path]:
    """Yield an empty folder that takes the place of ``target`` when the block ends well; else nothing changes.

    The old folder is moved aside, the new one moved in, then the old one removed: between the two moves, for an instant,
    there is no folder, but never half of one.

    Args:
        marker: file that a present folder must hold, so that a folder of somebody else is never replaced.

    Raises:
        InputError: ``store.folder_not_ours``: there is another folder; or as for writing files.
    """
    if target.exists() and not (target / marker).is_file() and (not target.is_dir() or any(target.iterdir())):
        raise InputError("store.folder_not_ours", path=str(target), marker=marker)
    aside: Path | None = None
    building: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent))
        building.chmod(0o755)
        yield building
        if target.exists():
            aside = building.with_suffix(".old")
            target.rename(aside)
        building.rename(target)
        building = None
    except OSError as error:
        if aside is not None and not target.exists():
            aside.rename(target)
        raise file_error(error, target) from None
    finally:
        for leftover in (building, aside):
            if leftover is not None and leftover.exists():
                shutil.rmtree(leftover, ignore_errors=True)
