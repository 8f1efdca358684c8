"""What a command is: a name, arguments, and a function that runs it.

Help texts are message codes derived from the name, so that no command can be written in one language only. For the
command ``knowledge build`` the room of its texts is ``cli_knowledge`` and the codes are::

    cli_knowledge.build.summary              one line, for the list of commands
    cli_knowledge.build.description          what it does, what it writes, its exit codes
    cli_knowledge.build.examples             commands to copy
    cli_knowledge.build.arg.<name>           one per argument; <name> is the long option without dashes, or the metavar
"""

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from kaname.cli.console import Console


class Argument:
    """One argument of a command: flags as in argparse, keyword arguments as in argparse, help by message code."""

    def __init__(self, *flags: str, **options: Any) -> None:
        self.flags = flags
        self.options = options

    @property
    def name(self) -> str:
        """Name used in the message code of the help text."""
        longest = max(self.flags, key=len)
        return longest.lstrip("-")


class Command:
    """A command of ``kaname``.

    Args:
        name: words as typed, such as ``knowledge build``.
        run: gets the parsed arguments and the console; returns an exit code. Raises KanameError for what it refuses.
        arguments: in the order of the help text.
    """

    def __init__(
        self, name: str, run: Callable[[Namespace, Console], int], arguments: tuple[Argument, ...] = ()
    ) -> None:
        self.name = name
        self.run = run
        self.arguments = arguments
