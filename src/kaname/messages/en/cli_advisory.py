"""Texts of ``kaname advisory``."""

TEXTS = {
    "cli_advisory.begun": "advisory {id} begun with products: {products}; complete the file, then run kaname advisory check",
    "cli_advisory.written": "written: {path}",
    "cli_advisory.added": "new        {path}",
    "cli_advisory.updated": "updated    {path}",
    "cli_advisory.unchanged": "unchanged  {path}",
    "cli_advisory.held": "HELD BACK  {id}: {reason}",
    "cli_advisory.held_draft": "it is a draft (status: final or interim publishes it)",
    "cli_advisory.held_tlp": "TLP:{detail} does not go into a public tree (--protected)",
    "cli_advisory.held_embargo": "under embargo (case and end: {detail})",
    "cli_advisory.advice": "recommended test {test}, {filename} {path}: {message}",
    "cli_advisory.summary": "documents: {documents}; other files changed: {files}; held back: {held}",
    "cli_advisory.unsigned": "the documents have hashes, but no signature was made (--openpgp-key, --key)",
    "cli_advisory.new.summary": "begin an advisory from what the workspace knows",
    "cli_advisory.new.description": (
        "Write advisories/ID.yaml: a plain file with Japanese and English texts, the product and releases of kaname.yaml, and\n"
        "the first revision. Complete it by hand and review it like code. Without --affected and --fixed every release is\n"
        "under investigation; with --from-statements it has the status that you decided (kaname vex add), and statements that\n"
        "contradict each other or the options are refused. With --case a finder who wants to be named is thanked, and the embargo of the case holds.\n"
        "An existing file is never overwritten."
    ),
    "cli_advisory.new.examples": (
        "  kaname advisory new EX-SA-2026-001 --vulnerability CVE-2026-0001 --affected 2.0.0 --fixed 2.0.1 \\\n"
        "    --cvss CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H --cwe CWE-787\n"
        "  kaname advisory new EX-VEX-2026-007 --vulnerability CVE-2021-44228 --category vex --from-statements"
    ),
    "cli_advisory.new.arg.id": "id of the advisory: its file name and its tracking id",
    "cli_advisory.new.arg.vulnerability": "CVE or other id; may be repeated",
    "cli_advisory.new.arg.affected": "affected version; may be repeated",
    "cli_advisory.new.arg.fixed": "fixed version; may be repeated",
    "cli_advisory.new.arg.from-statements": (
        "take the status of every release from your own statements (vex/), with justification, impact and action; releases\n"
        "without one are under investigation"
    ),
    "cli_advisory.status": "{group}: {products}",
    "cli_advisory.new.arg.cvss": "CVSS vector; may be repeated, one per version of CVSS",
    "cli_advisory.new.arg.cwe": "weakness, such as CWE-79; may be repeated",
    "cli_advisory.new.arg.category": "security-advisory (default) or vex",
    "cli_advisory.new.arg.tlp": "how far it may be passed on (TLP 2.0; default: CLEAR)",
    "cli_advisory.new.arg.case": "disclosure record that it belongs to",
    "cli_advisory.new.arg.workspace": "folder of the workspace (default: this one)",
    "cli_advisory.new.arg.now": "time of the first revision (ISO 8601; default: now)",
    "cli_advisory.check.summary": "check the CSAF documents that advisories become",
    "cli_advisory.check.description": (
        "Make the documents of advisories in every language, without publishing them, and run the tests of the standard on\n"
        "each. What the version of CSAF cannot say is listed.\n"
        "Exit codes: 0 all mandatory tests pass; 1 one fails; 3 an advisory cannot be written (every defect is named)."
    ),
    "cli_advisory.check.examples": (
        "  kaname advisory check\n  kaname advisory check EX-SA-2026-001 --csaf-version 2.1 --output preview"
    ),
    "cli_advisory.check.arg.id": "advisories (default: all)",
    "cli_advisory.check.arg.csaf-version": "version of CSAF (default: that of kaname.yaml)",
    "cli_advisory.check.arg.format": "table (default) or json",
    "cli_advisory.check.arg.mandatory": "show mandatory tests only",
    "cli_advisory.check.arg.output": "folder to write the documents into, for a look at them",
    "cli_advisory.check.arg.workspace": "folder of the workspace (default: this one)",
    "cli_advisory.check.arg.now": "time of the check (ISO 8601; default: now)",
    "cli_advisory.publish.summary": "publish advisories as the static files of a CSAF provider",
    "cli_advisory.publish.description": (
        "Write documents, hashes, signatures, index.txt, changes.csv, ROLIE feeds, provider-metadata.json and a page for people\n"
        "into a folder that any web server can serve. Everything is checked first; a document that fails a mandatory test\n"
        "stops the whole. Only TLP:CLEAR goes into the public folder; the rest goes into --protected, or is held back and\n"
        "named, as are drafts and advisories under embargo. A published version is never changed: a change needs a new\n"
        "revision. Publishing again writes nothing where nothing changed.\n"
        "Exit codes: 0; 1 with --fail-on-held when something was held back; 3 refused, nothing written."
    ),
    "cli_advisory.publish.examples": (
        "  kaname advisory publish --to site/.well-known/csaf --openpgp-key psirt@example.com\n"
        "  kaname advisory publish --to site/.well-known/csaf --protected members/csaf --key psirt.key"
    ),
    "cli_advisory.publish.arg.id": "advisories (default: all)",
    "cli_advisory.publish.arg.to": "folder that is served at provider.url of kaname.yaml",
    "cli_advisory.publish.arg.protected": "folder that is served at provider.protected_url, behind access control",
    "cli_advisory.publish.arg.openpgp-key": "OpenPGP key to sign with, as GnuPG names it",
    "cli_advisory.publish.arg.key": "private key file for DSSE signatures (kaname key new)",
    "cli_advisory.publish.arg.format": "table (default) or json",
    "cli_advisory.publish.arg.fail-on-held": "end with code 1 when an advisory was held back",
    "cli_advisory.publish.arg.workspace": "folder of the workspace (default: this one)",
    "cli_advisory.publish.arg.now": "time of publication (ISO 8601; default: now)",
    "cli_advisory.ended": "{path}: ended; publish to tell the readers",
    "cli_advisory.withdraw.summary": "withdraw an advisory",
    "cli_advisory.withdraw.description": (
        "Write into advisories/ID.yaml that the advisory is withdrawn, with the reason and a further revision. The documents that\n"
        "are published next (CSAF 2.1) say that and no more about products. What was published before stays in the history."
    ),
    "cli_advisory.withdraw.examples": "  kaname advisory withdraw EX-SA-2026-001 --reason ja=誤検知でした。 --reason 'en=It was a false alarm.'",
    "cli_advisory.withdraw.arg.id": "advisory",
    "cli_advisory.withdraw.arg.reason": "why, in one language (ja=…, en=…); repeat it for each language of the advisory",
    "cli_advisory.withdraw.arg.workspace": "folder of the workspace (default: this one)",
    "cli_advisory.withdraw.arg.now": "time of the revision (ISO 8601; default: now)",
    "cli_advisory.supersede.summary": "let another advisory take the place of one",
    "cli_advisory.supersede.description": (
        "Write into advisories/ID.yaml that another advisory takes its place, with the reason and a further revision. The documents\n"
        "that are published next (CSAF 2.1) say that and lead to the other one."
    ),
    "cli_advisory.supersede.examples": (
        "  kaname advisory supersede EX-SA-2026-001 --by EX-SA-2026-009 --reason ja=統合しました。 --reason 'en=Merged.'"
    ),
    "cli_advisory.supersede.arg.id": "advisory that counts no more",
    "cli_advisory.supersede.arg.by": "id of the advisory that takes its place",
    "cli_advisory.supersede.arg.url": "address of that one, where it is not of this workspace",
    "cli_advisory.supersede.arg.reason": "why, in one language (ja=…, en=…); repeat it for each language of the advisory",
    "cli_advisory.supersede.arg.workspace": "folder of the workspace (default: this one)",
    "cli_advisory.supersede.arg.now": "time of the revision (ISO 8601; default: now)",
    "cli_advisory.texts": "“{given}” is not a text with its language (ja=…, en=…), or the language was given twice",
    "cli_advisory.texts.hint": "Give each language once: --reason ja=… --reason en=…",
}
