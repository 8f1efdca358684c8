"""Texts of ``kaname csaf``."""

TEXTS = {
    "cli_csaf.verdict_valid": "valid CSAF {version}: none of the mandatory tests fails ({tests} tests)",
    "cli_csaf.verdict_open": "CSAF {version}: none of the mandatory tests fails, but {count} points of them could not be decided ({tests} tests)",
    "cli_csaf.verdict_invalid": "not valid CSAF {version}: {count} failures of mandatory tests ({tests} tests)",
    "cli_csaf.group_mandatory": "mandatory: {count}",
    "cli_csaf.group_recommended": "recommended: {count}",
    "cli_csaf.group_informative": "informative: {count}",
    "cli_csaf.not_run": "could not be decided here: {count}",
    "cli_csaf.not_listed": "{count} further failures are counted, not listed",
    "cli_csaf.more": "… and {count} more",
    "cli_csaf.words_without_spelling": "--words is of use with --spelling only",
    "cli_csaf.counts": "products: {products}, combinations: {relationships}, vulnerabilities: {vulnerabilities}",
    "cli_csaf.flag": "justification {label} for {count} products",
    "cli_csaf.remediation": "{category} for {count} products:",
    "cli_csaf.status.known_affected": "affected",
    "cli_csaf.status.first_affected": "first affected",
    "cli_csaf.status.last_affected": "last affected",
    "cli_csaf.status.known_not_affected": "not affected",
    "cli_csaf.status.first_fixed": "first fixed",
    "cli_csaf.status.fixed": "fixed",
    "cli_csaf.status.recommended": "recommended",
    "cli_csaf.status.under_investigation": "under investigation",
    "cli_csaf.status.unknown": "unknown",
    "cli_csaf.check.summary": "check a CSAF document by the tests of the standard",
    "cli_csaf.check.description": (
        "Check a CSAF 2.0 or 2.1 document: its structure, and the mandatory, recommended and informative tests of section 6 "
        "of the standard. Each failure is named by test, place and reason.\n"
        "Unless asked for, nothing is fetched from the network and no other program is run; what cannot be decided without "
        "them, or without a list that is not known here, is told as such and never counts as passed. --links asks whether the "
        "addresses in the document answer, --spelling looks words up in the dictionaries of Hunspell, --schemas and "
        "--fetch-schemas hold extensions of CSAF 2.1 against their schemas and metadata.\n"
        "Exit codes: 0 no mandatory test fails; 1 one does; 3 the file cannot be read as CSAF."
    ),
    "cli_csaf.check.examples": (
        "  kaname csaf check advisory.json\n"
        "  kaname csaf check advisory.json --mandatory\n"
        "  kaname csaf check vex.json --test 6.1.27 --format json\n"
        "  kaname csaf check advisory.json --links --spelling --words product-names.txt"
    ),
    "cli_csaf.check.arg.file": "CSAF document (JSON; also as .gz or .zst), or - for standard input",
    "cli_csaf.check.arg.format": "table (default) or json",
    "cli_csaf.check.arg.mandatory": "show the mandatory tests only",
    "cli_csaf.check.arg.test": "run this test only (6.1.3, or 6.1 for all of them, or schema); may be repeated",
    "cli_csaf.check.arg.links": "ask whether the addresses in the document answer (6.3.6, 6.3.7): HEAD, then GET, one by one",
    "cli_csaf.check.arg.spelling": "look words up with hunspell, in the dictionaries on this machine (6.3.8)",
    "cli_csaf.check.arg.words": "text file with words that are right, one in a line",
    "cli_csaf.check.arg.schemas": "folder with schemas and metadata of extensions (6.1.60.2, 6.1.60.3); may be repeated",
    "cli_csaf.check.arg.fetch-schemas": "fetch schemas and metadata that no folder has, over https, and keep them in the cache",
    "cli_csaf.check.arg.cache": "folder for what was fetched",
    "cli_csaf.check.arg.ca-file": "accepted certificate authorities (PEM); otherwise those of the system",
    "cli_csaf.check.arg.now": "time of the check (ISO 8601; default: now)",
    "cli_csaf.show.summary": "show what a CSAF document says",
    "cli_csaf.show.description": (
        "Show a CSAF 2.0 or 2.1 document in short: identity, publisher, vulnerabilities with scores, the status of products, "
        "justifications and remediations. Documents that break rules of the standard are shown as far as they can be read."
    ),
    "cli_csaf.show.examples": "  kaname csaf show advisory.json\n  kaname csaf show vex.json --products",
    "cli_csaf.show.arg.file": "CSAF document (JSON; also as .gz or .zst), or - for standard input",
    "cli_csaf.show.arg.format": "table (default) or json",
    "cli_csaf.show.arg.products": "list every product with its package URLs and CPEs",
    "cli_csaf.provider.state_passed": "passed",
    "cli_csaf.provider.state_failed": "failed",
    "cli_csaf.provider.state_not_checked": "not checked",
    "cli_csaf.provider.role_csaf_publisher": "CSAF publisher",
    "cli_csaf.provider.role_csaf_provider": "CSAF provider",
    "cli_csaf.provider.role_csaf_trusted_provider": "CSAF trusted provider",
    "cli_csaf.provider.found": "{url}  CSAF {version}, documents: {documents}",
    "cli_csaf.provider.claims": "the metadata claim: {role}",
    "cli_csaf.provider.missing": "missing {numbers}",
    "cli_csaf.provider.open": "not checked {numbers}",
    "cli_csaf.provider.not_looked_at": "{count} further documents were not looked at",
    "cli_csaf.provider_check.summary": "check a CSAF provider against the requirements of the standard",
    "cli_csaf.provider_check.description": (
        "Check the files of a CSAF provider, in a folder or on the network, against the requirements 1 to 20 of section 7.1 (and "
        "24 and 25 of CSAF 2.1): documents, lists, feeds, hashes, OpenPGP signatures and keys, and how they can be found. Each "
        "requirement passed, failed or was not checked, with the reason; the roles publisher, provider and trusted provider "
        "follow from that. A folder says nothing about its server.\n"
        "Exit codes: 0 no requirement of the claimed role failed; 1 one did; 3 no metadata there."
    ),
    "cli_csaf.provider_check.examples": (
        "  kaname csaf provider check public/csaf\n"
        "  kaname csaf provider check psirt.example.com\n"
        "  kaname csaf provider check https://example.com/.well-known/csaf/provider-metadata.json --format json"
    ),
    "cli_csaf.provider_check.arg.target": "folder with provider-metadata.json, its URL, or the domain of a provider",
    "cli_csaf.provider_check.arg.format": "table (default) or json",
    "cli_csaf.provider_check.arg.role": "role that counts for the exit code; otherwise the one that the metadata claim",
    "cli_csaf.provider_check.arg.ca-file": "accepted certificate authorities (PEM); otherwise those of the system",
    "cli_csaf.provider_check.arg.now": "time of the check (ISO 8601; default: now)",
}
