"""What every test may use: the shared data pack, a PostgreSQL, a browser, Hunspell; skipped when absent unless required.

``KANAME_REQUIRE`` (comma-separated: ``postgres``, ``browser``, ``data``, ``hunspell``) turns an absence into a failure.
"""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = {name for name in os.environ.get("KANAME_REQUIRE", "").split(",") if name}


def absent(part: str, why: str) -> None:
    """Skip the test, or fail it where the part is required."""
    if part in REQUIRED:
        pytest.fail(f"{part} is required but {why}")
    pytest.skip(f"{part}: {why}")


@pytest.fixture(scope="session")
def data() -> Path:
    """Folder of the shared data pack (``KANAME_DATA``, else ``../shared/data``)."""
    folder = Path(os.environ.get("KANAME_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        absent("data", "there is no shared data pack")
    return folder


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """Address of a PostgreSQL that tests may write to (``KANAME_TEST_POSTGRES``)."""
    url = os.environ.get("KANAME_TEST_POSTGRES", "")
    if not url:
        absent("postgres", "KANAME_TEST_POSTGRES is not set")
    return url


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        absent("browser", "there is no Chromium")
    assert path
    return path


@pytest.fixture(scope="session")
def hunspell() -> str:
    """Path of Hunspell with an English dictionary."""
    path = shutil.which("hunspell")
    if not path or not Path("/usr/share/hunspell/en_US.dic").is_file():
        absent("hunspell", "it is not installed (Debian: hunspell, hunspell-en-us)")
    assert path
    return path
