"""The table of commands: words typed → module that holds ``COMMAND``. Nothing is imported until it is typed."""

COMMANDS: dict[str, str] = {
    "scan": "kaname.cli.scan",
    "knowledge build": "kaname.cli.knowledge_build",
    "knowledge status": "kaname.cli.knowledge_status",
    "knowledge show": "kaname.cli.knowledge_show",
    "sbom show": "kaname.cli.sbom_show",
    "version compare": "kaname.cli.version_compare",
    "version key": "kaname.cli.version_key",
    "version range": "kaname.cli.version_range",
    "ssvc decide": "kaname.cli.ssvc_decide",
    "ssvc table": "kaname.cli.ssvc_table",
    "completion": "kaname.cli.completion",
}


def texts_of(name: str) -> str:
    """Return the message code prefix of a command name: ``knowledge build`` gives ``cli_knowledge.build``."""
    first, *rest = name.split(" ")
    return f"cli_{first.replace('-', '_')}." + ("_".join(rest).replace("-", "_") if rest else "main")
