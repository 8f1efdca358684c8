"""Texts of ``kaname context``."""

TEXTS = {
    "cli_context.kept": "already in the file and left as they are: {keys}",
    "cli_context.next": "kaname context check says what is still missing",
    "cli_context.checked": "defects: {defects}; not said: {gaps}",
    "cli_context.ask.intro": "Answer what you know. Enter leaves a question open; Ctrl-C stops, and nothing is written.",
    "cli_context.ask.organisation": "Which organisation issues your statements?",
    "cli_context.ask.product": "What is the product called?",
    "cli_context.ask.purl": "Package URL of the product, without version (such as pkg:generic/gateway)?",
    "cli_context.ask.role": "Which role do you decide in?",
    "cli_context.ask.exposure": "How exposed is the system?",
    "cli_context.ask.mission_impact": "What would an attack do to your mission?",
    "cli_context.ask.safety_impact": "What could happen to people or the environment?",
    "cli_context.ask.again": "choose one of {choices} (word or number), or leave it empty",
    "cli_context.choice.developer": "you develop software",
    "cli_context.choice.supplier": "you deliver it to others",
    "cli_context.choice.operator": "you run it",
    "cli_context.choice.customer": "you buy it or have it run for you",
    "cli_context.choice.small": "local service or program, highly controlled network",
    "cli_context.choice.controlled": "network service with some access restrictions",
    "cli_context.choice.open": "internet, or a network where access cannot plausibly be restricted",
    "cli_context.choice.degraded": "little or no harm to essential functions",
    "cli_context.choice.mef-support-crippled": "activities that support essential functions fail",
    "cli_context.choice.mef-failure": "one essential function fails for longer than acceptable",
    "cli_context.choice.mission-failure": "several or all essential functions fail; recovery is in doubt",
    "cli_context.choice.negligible": "minor injuries at worst, no notable damage",
    "cli_context.choice.marginal": "injuries or noticeable damage, which ordinary safety measures cope with",
    "cli_context.choice.critical": "serious injuries, or safety measures fail under strain",
    "cli_context.choice.catastrophic": "deaths, or loss of safe operation",
    "cli_context.init.summary": "describe product, roles, systems and regimes in kaname.yaml",
    "cli_context.init.description": (
        "Make kaname.yaml, or add what it does not say yet; what is there stays as it is. Without options, questions are\n"
        "asked on a terminal. Everything may be left open: what is not said stays unknown and is asked for where it matters."
    ),
    "cli_context.init.examples": (
        "  kaname context init\n"
        "  kaname context init --organisation Example --product Gateway --purl pkg:generic/gateway \\\n"
        "    --role supplier --exposure open --mission-impact mef-failure --safety-impact negligible --regime cra-vulnerability\n"
        "  kaname context init --from context.yaml"
    ),
    "cli_context.init.arg.from": "YAML file in the form of kaname.yaml",
    "cli_context.init.arg.name": "name of the workspace",
    "cli_context.init.arg.organisation": "organisation that issues statements",
    "cli_context.init.arg.website": "its URL",
    "cli_context.init.arg.product": "name of the product",
    "cli_context.init.arg.purl": "package URL of the product; may be repeated",
    "cli_context.init.arg.release": "a release; may be repeated",
    "cli_context.init.arg.role": "developer, supplier, operator or customer; may be repeated",
    "cli_context.init.arg.sector": "critical-infrastructure sector, such as electric-power",
    "cli_context.init.arg.regime": "regime that applies, such as cra-vulnerability; may be repeated",
    "cli_context.init.arg.system": "id of the system that the following describe (default: main)",
    "cli_context.init.arg.exposure": "small, controlled or open",
    "cli_context.init.arg.mission-impact": "degraded, mef-support-crippled, mef-failure or mission-failure",
    "cli_context.init.arg.safety-impact": "negligible, marginal, critical or catastrophic",
    "cli_context.init.arg.value-density": "diffuse or concentrated",
    "cli_context.init.arg.data": "most sensitive data: public, internal, confidential or personal",
    "cli_context.init.arg.workspace": "folder of the workspace (default: this one)",
    "cli_context.show.summary": "show the context of the workspace",
    "cli_context.show.description": "Show product, roles, systems, regimes and accepted issuers as kaname.yaml states them.",
    "cli_context.show.examples": "  kaname context show\n  kaname context show --format json",
    "cli_context.show.arg.workspace": "folder of the workspace (default: this one)",
    "cli_context.show.arg.format": "table (default) or json",
    "cli_context.check.summary": "say what is wrong with the context and what is missing",
    "cli_context.check.description": (
        "Check kaname.yaml: unknown sectors, regimes, systems and values are defects (exit code 3); what is not said is listed."
    ),
    "cli_context.check.examples": "  kaname context check",
    "cli_context.check.arg.workspace": "folder of the workspace (default: this one)",
}
