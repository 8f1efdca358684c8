"""``kaname advisory publish``: advisories as the static files of a CSAF provider."""

from argparse import Namespace
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now

if TYPE_CHECKING:
    from kaname.services.publish import Published


def run(arguments: Namespace, console: Console) -> int:
    """Publish; 1 with ``--fail-on-held`` when an advisory stayed behind."""
    import msgspec

    from kaname.services.keys import read_private_key
    from kaname.services.openpgp import find_openpgp_key
    from kaname.services.publish import Signing, publish_advisories

    signing = Signing(
        openpgp=find_openpgp_key(arguments.openpgp_key) if arguments.openpgp_key else None,
        key=read_private_key(path=arguments.key) if arguments.key else None,
    )
    done = publish_advisories(
        workspace=arguments.workspace,
        to=arguments.to,
        now=parse_now(arguments.now),
        protected=arguments.protected or "",
        advisories=arguments.id,
        signing=signing,
    )
    if arguments.format == "json":
        content = {
            "schema": "kaname.publish/1",
            "added": done.added,
            "updated": done.updated,
            "unchanged": done.unchanged,
            "documents": done.documents,
            "other_files_changed": done.files,
            "held": [msgspec.to_builtins(each) for each in done.held],
            "advice": [
                {"filename": each.filename, "test": each.failure.test, "path": each.failure.path}
                for each in done.advice
            ],
        }
        console.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
    else:
        _show(done, console)
    if signing.openpgp is None and signing.key is None and (done.added or done.updated):
        console.note("cli_advisory.unsigned")
    is_held = bool(done.held) and arguments.fail_on_held
    return exit_codes.THRESHOLD_MET if is_held else exit_codes.FINE


def _show(done: "Published", console: Console) -> None:
    for name in ("added", "updated", "unchanged"):
        for path in getattr(done, name):
            console.write(console.text(f"cli_advisory.{name}", path=path))
    for held in done.held:
        reason = console.text(f"cli_advisory.held_{held.reason}", detail=held.detail)
        console.write(console.text("cli_advisory.held", id=held.advisory, reason=reason))
    for advice in done.advice:
        failure = advice.failure
        message = console.text(failure.code, **failure.params)
        console.note(
            "cli_advisory.advice", filename=advice.filename, test=failure.test, path=failure.path, message=message
        )
    console.note("cli_advisory.summary", documents=done.documents, files=done.files, held=len(done.held))


COMMAND = Command(
    "advisory publish",
    run,
    (
        Argument("id", metavar="ID", nargs="*"),
        Argument("--to", metavar="DIR", required=True),
        Argument("--protected", metavar="DIR"),
        Argument("--openpgp-key", metavar="KEY"),
        Argument("--key", metavar="FILE"),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--fail-on-held", action="store_true"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
