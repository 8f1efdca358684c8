"""``kaname advisory withdraw``: an advisory counts no more."""

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now

if TYPE_CHECKING:
    from kaname.model.advisory_draft import Texts


def run(arguments: Namespace, console: Console) -> int:
    """Write the end into the file; print its path."""
    from kaname.services.advisory import withdraw_advisory

    path = withdraw_advisory(
        workspace=arguments.workspace,
        advisory=arguments.id,
        reason=parse_texts(arguments.reason),
        now=parse_now(arguments.now),
    )
    console.write(str(path))
    console.note("cli_advisory.ended", path=path.name)
    return exit_codes.FINE


def parse_texts(given: Sequence[str]) -> "Texts":
    """Return texts by language from ``ja=…``; a single one without a language is for all of them.

    Raises:
        InputError: ``cli_advisory.texts``: a language twice, or a text without one beside others.
    """
    from kaname.errors import InputError
    from kaname.formats.csaf.language_tags import check_tag

    texts: dict[str, str] = {}
    for each in given:
        lang, equals, text = each.partition("=")
        if not equals or check_tag(lang)[0] != "known":
            if len(given) == 1:
                return each
            raise InputError("cli_advisory.texts", given=each)
        if lang in texts:
            raise InputError("cli_advisory.texts", given=each)
        texts[lang] = text
    return texts


COMMAND = Command(
    "advisory withdraw",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--reason", metavar="LANG=TEXT", action="append", required=True),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
