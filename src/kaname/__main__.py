"""``python -m kaname``."""

from kaname.cli.main import entry

entry()
