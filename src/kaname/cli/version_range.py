"""``kaname version range``: does a version lie in a VERS range."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.version_compare import describe_undetermined, require_scheme
from kaname.versions import Undetermined
from kaname.versions.vers import contains_version, parse_vers


def run(arguments: Namespace, console: Console) -> int:
    """Write ``inside`` or ``outside``, or why neither can be said."""
    vers = parse_vers(arguments.range)
    require_scheme(vers.order)
    inside = contains_version(vers, arguments.version_text)
    if isinstance(inside, Undetermined):
        console.write(describe_undetermined(inside, console))
    else:
        console.write("inside" if inside else "outside")
    return exit_codes.FINE


COMMAND = Command(
    "version range",
    run,
    (Argument("range", metavar="RANGE"), Argument("version_text", metavar="VERSION")),
)
