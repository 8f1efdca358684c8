"""Texts of the command line itself; each group of commands has a module of its own."""

TEXTS = {
    "cli.overview": (
        "kaname {version}: assurance for software supply chains\n\n"
        "usage: kaname COMMAND [options]\n"
        "       kaname COMMAND --help"
    ),
    "cli.overview_end": (
        "Common options: --lang en|ja, -q/--quiet, -v/--verbose, --version, -h/--help\n"
        "Exit codes: 0 fine, 1 threshold met, 2 usage, 3 input, 4 incomplete, 5 knowledge base"
    ),
    "cli.commands_heading": "Commands:",
    "cli.examples_heading": "examples:",
    "cli.common_options": "common options",
    "cli.arg.lang": "language of messages and reports: en or ja (default: KANAME_LANG, then the locale)",
    "cli.arg.quiet": "show results and errors only",
    "cli.arg.verbose": "say more about what is done",
    "cli.arg.version": "show the version and leave",
    "cli.arg.help": "show this help and leave",
    "cli.unknown_command": "there is no command “{typed}”",
    "cli.unknown_command.hint": "kaname --help lists the commands",
    "cli.did_you_mean": "did you mean “kaname {command}”?",
    "cli.written": "written: {path}",
    "cli.bad_time": "“{given}” is not a time",
    "cli.bad_time.hint": "write ISO 8601, such as 2026-11-20 or 2026-11-20T09:00:00+09:00; without a zone it is UTC",
    "cli.interrupted": "stopped on request; nothing half-written was left behind",
    "cli.not_a_condition": "“{given}” is not a condition",
    "cli.not_a_condition.hint": "give one or more of: {known}",
    "cli.unknown_option": "“{typed}” cannot be used here",
    "cli.unknown_option.hint": "kaname --help shows the common options; a command comes before its own options",
    "cli.output_failed": "a file or the output cannot be used: {reason} ({name})",
    "cli.output_failed.hint": "check free space and permissions",
    "cli.usage.hint": "{command} --help shows the arguments",
    "cli.bad_score": "a score lies between 0 and 100; “{given}” does not",
    "cli.bad_score.hint": "write --fail-under 80",
    "cli.bad_choice": "“{given}” is not of the form AXIS=OPTION",
    "cli.bad_choice.hint": "kaname sbom scope --list shows axes and options",
    "cli.verify_needs_key": "nothing to rely on: no key and no root certificate is given",
    "cli.verify_needs_key.hint": "give the declarer's public key with --key, or --roots",
    "cli.proof_needs_head": "--proof, --head and --register-key belong together",
    "cli.register_needs_source": "a register is built from a folder and accepted keys",
    "cli.register_needs_source.hint": "give --from DIR and --accept KEY, or --verify to check one",
    "cli.needs_terminal": "an interview needs a terminal",
    "cli.needs_terminal.hint": "use kaname assess answer ITEM STATUS in scripts",
    "cli.answer_needs_status": "“{item}” is given without a status",
    "cli.answer_needs_status.hint": "give met, partly, not-met, not-applicable or equivalent",
    "cli.binary_needs_output": "a workbook is not for a terminal",
    "cli.binary_needs_output.hint": "give --output FILE.xlsx",
    "cli.detached_or_wrapped": "--detached and --wrapped exclude each other",
    "cli.detached_or_wrapped.hint": "detached is the default",
    "cli.two_results": "two results cannot both go to standard output",
    "cli.two_results.hint": "name a file with --output",
}
