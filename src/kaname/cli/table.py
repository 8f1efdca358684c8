"""The table of commands: words typed → module that holds ``COMMAND``. Nothing is imported until it is typed."""

COMMANDS: dict[str, str] = {
    "scan": "kaname.cli.scan",
    "sbom show": "kaname.cli.sbom_show",
    "knowledge build": "kaname.cli.knowledge_build",
    "knowledge status": "kaname.cli.knowledge_status",
    "knowledge show": "kaname.cli.knowledge_show",
    "csaf check": "kaname.cli.csaf_check",
    "csaf show": "kaname.cli.csaf_show",
    "triage": "kaname.cli.triage",
    "context init": "kaname.cli.context_init",
    "context show": "kaname.cli.context_show",
    "context check": "kaname.cli.context_check",
    "vex add": "kaname.cli.vex_add",
    "vex list": "kaname.cli.vex_list",
    "vex import": "kaname.cli.vex_import",
    "vex export": "kaname.cli.vex_export",
    "vex explain": "kaname.cli.vex_explain",
    "action add": "kaname.cli.action_add",
    "action done": "kaname.cli.action_done",
    "action list": "kaname.cli.action_list",
    "action verify": "kaname.cli.action_verify",
    "incident open": "kaname.cli.incident_open",
    "incident event": "kaname.cli.incident_event",
    "incident status": "kaname.cli.incident_status",
    "incident draft": "kaname.cli.incident_draft",
    "ssvc decide": "kaname.cli.ssvc_decide",
    "ssvc table": "kaname.cli.ssvc_table",
    "assess new": "kaname.cli.assess_new",
    "assess answer": "kaname.cli.assess_answer",
    "assess status": "kaname.cli.assess_status",
    "assess level": "kaname.cli.assess_level",
    "assess gap": "kaname.cli.assess_gap",
    "frameworks list": "kaname.cli.frameworks_list",
    "frameworks show": "kaname.cli.frameworks_show",
    "frameworks check": "kaname.cli.frameworks_check",
    "frameworks import": "kaname.cli.frameworks_import",
    "frameworks diff": "kaname.cli.frameworks_diff",
    "map show": "kaname.cli.map_show",
    "map coverage": "kaname.cli.map_coverage",
    "map carry": "kaname.cli.map_carry",
    "version compare": "kaname.cli.version_compare",
    "version key": "kaname.cli.version_key",
    "version range": "kaname.cli.version_range",
    "completion": "kaname.cli.completion",
}


def texts_of(name: str) -> str:
    """Return the message code prefix of a command name: ``knowledge build`` gives ``cli_knowledge.build``."""
    first, *rest = name.split(" ")
    return f"cli_{first.replace('-', '_')}." + ("_".join(rest).replace("-", "_") if rest else "main")
