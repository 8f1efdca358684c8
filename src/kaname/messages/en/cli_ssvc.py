"""Texts of ``kaname ssvc``."""

TEXTS = {
    "cli_ssvc.outcome": "{name}: {value}",
    "cli_ssvc.undetermined": "{name}: undetermined; still possible: {values}",
    "cli_ssvc.missing": "needed: {id} {name} ({values})",
    "cli_ssvc.table.summary": "list the SSVC decision tables, or show one with its values",
    "cli_ssvc.table.description": (
        "Show a decision table of SSVC: its decision points, what their values mean, and every row.\n"
        "Without TABLE, list all tables."
    ),
    "cli_ssvc.table.examples": "  kaname ssvc table\n  kaname ssvc table DT_DP\n  kaname ssvc table BOD2604 --format json",
    "cli_ssvc.table.arg.table": "key or id of the table, such as DT_DP or cisa:DT_BOD2604:1.0.0",
    "cli_ssvc.table.arg.tables": "YAML file with decision points and tables of your own; may be repeated",
    "cli_ssvc.table.arg.format": "table (default) or json",
    "cli_ssvc.decide.summary": "decide by an SSVC table and show every input",
    "cli_ssvc.decide.description": (
        "Decide by a table from the values given. What is not given is not guessed: as long as more than one outcome is\n"
        "possible the answer is “undetermined”, with the outcomes still possible and the points that would settle it.\n"
        "Sub-tables (HI from SI and MI, U from A and VD, PSI from SI) are used by themselves.\n"
        "Exit codes: 0; 3 for input that cannot be used; 4 with --fail-on-undetermined."
    ),
    "cli_ssvc.decide.examples": (
        "  kaname ssvc decide DT_DP E=A EXP=O A=Y SI=M MI=MEF\n"
        "  kaname ssvc decide DT_SP E=P 'TI=P|T' U=E PSI=M\n"
        "  kaname ssvc decide BOD2604 KEV=Y PE=Y A=Y TI=T --format selection-list --target CVE-2021-44228"
    ),
    "cli_ssvc.decide.arg.table": "key or id of the table",
    "cli_ssvc.decide.arg.inputs": "value of a decision point: E=A; several possible ones: E=N|P",
    "cli_ssvc.decide.arg.selections": "SSVC selection list (2.0.0) to take values from; may be repeated",
    "cli_ssvc.decide.arg.tables": "YAML file with decision points and tables of your own; may be repeated",
    "cli_ssvc.decide.arg.format": "table (default), json, or selection-list",
    "cli_ssvc.decide.arg.target": "id of the vulnerability, written into the selection list",
    "cli_ssvc.decide.arg.now": "time written into the selection list (ISO 8601; default: now)",
    "cli_ssvc.decide.arg.fail-on-undetermined": "end with code 4 when more than one outcome is possible",
}
