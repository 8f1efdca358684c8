"""What the commands of ``kaname declare`` have in common: options of a draft, and how a declaration is shown as text."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kaname.cli.command import Argument
from kaname.cli.console import Console

if TYPE_CHECKING:
    from kaname.model.declaration import DeclaredContent
    from kaname.services.declare import DraftRequest

REQUEST_ARGUMENTS = (
    Argument("--declarer", metavar="NAME"),
    Argument("--address", metavar="TEXT"),
    Argument("--contact", metavar="TEXT"),
    Argument("--identifier", metavar="TEXT"),
    Argument("--responsible", metavar="NAME"),
    Argument("--function", metavar="TEXT"),
    Argument("--range", metavar="VERS"),
    Argument("--purl", metavar="PURL"),
    Argument("--statement", metavar="TEXT"),
    Argument("--place", metavar="TEXT"),
    Argument("--valid-from", metavar="DAY"),
    Argument("--valid-until", metavar="DAY"),
    Argument("--condition", action="append", metavar="TEXT"),
    Argument("--artifact", action="append", type=Path, metavar="FILE"),
)


def request_of(arguments: Namespace) -> "DraftRequest":
    """Return what the options of a draft say."""
    from kaname.model.words import PartialWords
    from kaname.services.declare import DraftRequest

    said = arguments.statement or ""
    return DraftRequest(
        declarer=arguments.declarer or "",
        address=arguments.address or "",
        contact=arguments.contact or "",
        identifier=arguments.identifier or "",
        responsible=arguments.responsible or "",
        function=arguments.function or "",
        version_range=arguments.range or "",
        purl=arguments.purl or "",
        statement=PartialWords(ja=said, en="") if said and not said.isascii() else PartialWords(en=said),
        place=arguments.place or "",
        valid_from=arguments.valid_from or "",
        valid_until=arguments.valid_until or "",
        conditions=tuple(arguments.condition or ()),
        artifacts=tuple(arguments.artifact or ()),
    )


def content_lines(content: "DeclaredContent", console: Console) -> list[str]:
    """Return the main facts of a declaration, one per line."""
    from kaname.formats.declaration.page import scope_text

    basis, lang = content.basis, console.lang
    done = sum(result.status in ("met", "equivalent", "not_applicable", "skipped") for result in basis.results)
    pairs = [
        ("declarer", f"{content.declarer.name} {content.declarer.unit}".strip()),
        ("object", scope_text(content.scope, lang)),
        ("framework", f"{basis.framework_title.pick(lang)} {basis.framework_version}"),
        ("validity", console.text("declaration.page_from_to", begin=content.valid_from, end=content.valid_until)),
        ("responsible", f"{content.responsible.name} {content.responsible.function}".strip()),
        ("results", console.text("declaration.done_of", done=done, all=len(basis.results))),
    ]
    if basis.distribution:
        levels = "  ".join(f"{group} {'/'.join(map(str, row))}" for group, row in basis.distribution.items())
        pairs.append(("levels", levels))
    return [f"{console.text(f'declaration.page_fact_{name}')}: {value}" for name, value in pairs]


def note_draft(content: "DeclaredContent", console: Console, workspace: Path) -> None:
    """Say of a new draft what is open, how long it is to be valid, and what comes next."""
    note_what_is_open(content, console)
    console.note("cli_declare.draft.validity", begin=content.valid_from, end=content.valid_until)
    console.note("cli_declare.draft.next", id=content.id, workspace=workspace)


def note_what_is_open(content: "DeclaredContent", console: Console) -> None:
    """Say how much of a draft is not answered, not fulfilled or without evidence, before anybody approves it."""
    results = content.basis.results
    counts = {
        "unanswered": sum(result.status == "not_answered" for result in results),
        "unfulfilled": sum(result.status in ("partly", "not_met") for result in results),
        "unsupported": sum(result.status in ("met", "equivalent") and not result.evidence for result in results),
    }
    for name, count in counts.items():
        if count:
            console.note(f"cli_declare.draft.{name}", count=count, all=len(results))
