"""Texts of the ``kaname knowledge`` commands."""

TEXTS = {
    "cli_knowledge.build.summary": "build the knowledge base from downloaded feeds",
    "cli_knowledge.build.description": (
        "Build the vulnerability knowledge base, one file, from feeds that lie in folders: "
        "OSV exports (<Ecosystem>/all.zip, other zips, folders of .json), the CISA KEV catalogue (.json) and the "
        "EPSS table (.csv or .csv.gz). They are recognised by content. The report says how many records of each "
        "source were read, kept and skipped, and why.\n\n"
        "The file is replaced when the new one is complete; interrupted, the old one stays. The same feeds and the "
        "same --now give the same bytes.\n\n"
        "Exit codes: 0 built, 4 a feed could not be read at all and --strict was given, 5 not built."
    ),
    "cli_knowledge.build.examples": (
        "  kaname knowledge build --from feeds\n"
        "  kaname knowledge build --from advisories --from kev --from epss --to knowledge.db\n"
        "  kaname knowledge build --from feeds --to knowledge.db --now 2026-11-20T00:00:00Z --format json"
    ),
    "cli_knowledge.build.arg.from": "folder (or single file) that holds feeds; may be given several times",
    "cli_knowledge.build.arg.to": (
        "file to write (default: KANAME_KNOWLEDGE, then ~/.local/share/kaname/knowledge.db)"
    ),
    "cli_knowledge.build.arg.now": "time of the build, ISO 8601 (default: the clock)",
    "cli_knowledge.build.arg.processes": "how many processes read (default: by the machine)",
    "cli_knowledge.build.arg.strict": "exit code 4 where a feed could not be read at all",
    "cli_knowledge.build.arg.format": "form of the report: text or json",
    "cli_knowledge.build.partial": "some feeds could not be read at all; the report names them",
    "cli_knowledge.status.summary": "show what the knowledge base holds and how fresh it is",
    "cli_knowledge.status.description": (
        "Show each source of the knowledge base: as of when, how many records were read, kept and skipped, and why.\n\n"
        "Exit codes: 0 shown, 5 the base is missing, damaged or of another version."
    ),
    "cli_knowledge.status.examples": (
        "  kaname knowledge status\n"
        "  kaname knowledge status --knowledge knowledge.db --verify\n"
        "  kaname knowledge status --format json"
    ),
    "cli_knowledge.status.arg.knowledge": (
        "knowledge base (default: KANAME_KNOWLEDGE, then ~/.local/share/kaname/knowledge.db)"
    ),
    "cli_knowledge.status.arg.verify": "check every byte against the digest",
    "cli_knowledge.status.arg.now": "time by which sources are called stale, ISO 8601 (default: the clock)",
    "cli_knowledge.status.arg.format": "form of the output: text or json",
    "cli_knowledge.show.summary": "show everything known under a vulnerability id",
    "cli_knowledge.show.description": (
        "Show one vulnerability: every id, each source's affected ranges and scores, KEV and EPSS. Any alias will do, "
        "in capitals or not. Withdrawn records are shown as such; they are never matched.\n\n"
        "Exit codes: 0 shown, 3 the id is not in the base, 5 the base is missing, damaged or of another version."
    ),
    "cli_knowledge.show.examples": (
        "  kaname knowledge show CVE-2021-44228\n  kaname knowledge show ghsa-jfh8-c2jp-5v3q --format json"
    ),
    "cli_knowledge.show.arg.id": "CVE, GHSA, PYSEC or any other id",
    "cli_knowledge.show.arg.knowledge": (
        "knowledge base (default: KANAME_KNOWLEDGE, then ~/.local/share/kaname/knowledge.db)"
    ),
    "cli_knowledge.show.arg.format": "form of the output: text or json",
    "cli_knowledge.show.unknown_id": "the knowledge base knows no vulnerability “{id}”",
    "cli_knowledge.show.unknown_id.hint": (
        "check the spelling; kaname knowledge status tells which sources are in the base and as of when"
    ),
    "cli_knowledge.step.reading": "Reading advisories",
    "cli_knowledge.step.grouping": "Grouping ids",
    "cli_knowledge.step.writing": "Writing",
    "cli_knowledge.built": "Knowledge base written: {target} ({megabytes} MB)\nsha256: {digest}",
    "cli_knowledge.holds": (
        "{records} records ({withdrawn} withdrawn, never matched) of {groups} vulnerabilities; {ranges} ranges of "
        "{packages} packages"
    ),
    "cli_knowledge.without_keys": "{count} ranges cannot be compared; they are kept and reported, not matched",
    "cli_knowledge.column.source": "Source",
    "cli_knowledge.column.as_of": "As of",
    "cli_knowledge.column.read": "Read",
    "cli_knowledge.column.kept": "Kept",
    "cli_knowledge.column.skipped": "Skipped",
    "cli_knowledge.column.withdrawn": "Withdrawn",
    "cli_knowledge.stale_mark": "stale",
    "cli_knowledge.model_mark": "model {model}",
    "cli_knowledge.version_mark": "version {version}",
    "cli_knowledge.status_file": "Knowledge base: {path} ({megabytes} MB, format version {version})",
    "cli_knowledge.status_digest": "sha256: {digest}",
    "cli_knowledge.status_verified": "Every byte agrees with the digest.",
    "cli_knowledge.status_not_verified": "Size and version are right; --verify checks every byte.",
    "cli_knowledge.status_built": "Built: {built}",
    "cli_knowledge.status_holds": (
        "{records} records of {groups} vulnerabilities; {ranges} ranges of {packages} packages"
    ),
    "cli_knowledge.status_ecosystems": "Ecosystems: {names}",
    "cli_knowledge.status_stale": "Older than their age limit: {names}",
    "cli_knowledge.show.aliases": "Also known as: {ids}",
    "cli_knowledge.show.related": "Related: {ids}",
    "cli_knowledge.show.records": "Records: {ids}",
    "cli_knowledge.show.no_records": "No advisory of its own in the base; what is known stands below or in the related ones.",
    "cli_knowledge.show.withdrawn": "Withdrawn, never matched: {ids}",
    "cli_knowledge.show.withdrawn_mark": " withdrawn",
    "cli_knowledge.show.times": "Published {published}, last changed {modified}",
    "cli_knowledge.show.cwes": "Weaknesses: {ids}",
    "cli_knowledge.show.kev": "KEV: known to be exploited; listed {added}, due {due}",
    "cli_knowledge.show.ransomware": "KEV: used in ransomware campaigns",
    "cli_knowledge.show.not_in_kev": "KEV: not listed",
    "cli_knowledge.show.epss": "EPSS: {score}, percentile {percentile}%, scores of {date} (model {model})",
    "cli_knowledge.show.no_epss": "EPSS: no score",
    "cli_knowledge.show.scores": "Scores, each with the record that states it:",
    "cli_knowledge.show.ranges": "Affected ranges ({count}), each under the record that states it:",
    "cli_knowledge.show.fixed": "  (fixed in {version})",
    "cli_knowledge.show.references": "References:",
    "cli_knowledge.show.details": "Details:",
    "cli_knowledge.severity.critical": "critical",
    "cli_knowledge.severity.high": "high",
    "cli_knowledge.severity.medium": "medium",
    "cli_knowledge.severity.low": "low",
    "cli_knowledge.severity.none": "none",
    "cli_knowledge.severity.unknown": "malformed",
    "cli_knowledge.affected.summary": "show what touches one package version or product",
    "cli_knowledge.affected.description": "Show the vulnerabilities that touch a package URL with a version, or a CPE name, in the order to look at them, each with the record and range that says so. What cannot be evaluated is said with the reason.\n\nExit codes: 0 shown (also where nothing is known), 3 neither a package URL nor a CPE name, 5 the base is missing, damaged or of another version.",
    "cli_knowledge.affected.examples": "  kaname knowledge affected pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1\n  kaname knowledge affected 'cpe:2.3:a:openssl:openssl:1.1.1k:*:*:*:*:*:*:*' --format json",
    "cli_knowledge.affected.arg.identifier": "package URL with a version, or CPE name",
    "cli_knowledge.affected.not_evaluated": "not evaluated: {reason}",
    "cli_knowledge.affected.none": "nothing known touches {identifier}",
    "cli_knowledge.search.summary": "find vulnerabilities by words, in Japanese or English",
    "cli_knowledge.search.description": "Find the vulnerabilities whose ids, titles, packages or products hold all words, best first. Full-width and half-width letters are the same, case does not count. Titles are shown in the language of --lang where a source has it, and in the others below.\n\nExit codes: 0 shown, 3 no words, 5 the base is missing, damaged or of another version.",
    "cli_knowledge.search.examples": "  kaname knowledge search log4j\n  kaname knowledge search 認証回避 --lang ja\n  kaname knowledge search 三菱電機 MELSEC --format json",
    "cli_knowledge.search.arg.text": "words, all of which must occur",
    "cli_knowledge.search.arg.limit": "at most so many vulnerabilities (default: 50)",
    "cli_knowledge.search.none": "nothing holds “{text}”",
    "cli_knowledge.changed.summary": "list records that changed since a time",
    "cli_knowledge.changed.description": "List the records that their sources published, changed or withdrew at or after a time, oldest first, each with the vulnerability that it belongs to.\n\nExit codes: 0 shown, 3 not a time, 5 the base is missing, damaged or of another version.",
    "cli_knowledge.changed.examples": "  kaname knowledge changed --since 2026-08-01\n  kaname knowledge changed --since 2026-08-20T12:00:00Z --format json",
    "cli_knowledge.changed.arg.since": "day or time, ISO 8601; without zone it is UTC",
    "cli_knowledge.changed.new": "new",
    "cli_knowledge.changed.changed": "changed",
    "cli_knowledge.changed.withdrawn": "withdrawn",
    "cli_knowledge.changed.count": "{count} records changed since {since}",
    "cli_knowledge.eol.summary": "show support and end of life of a version of a product",
    "cli_knowledge.eol.description": "Show the release cycle that a version belongs to, and the days on which active support and security fixes end, as endoflife.date has them. The product may be given by name, package URL or CPE name.\n\nExit codes: 0 shown, 3 the product is not known, 5 the base is missing, damaged or of another version.",
    "cli_knowledge.eol.examples": "  kaname knowledge eol python 3.8.10\n  kaname knowledge eol pkg:npm/%40angular/core 15.2.0 --format json",
    "cli_knowledge.eol.arg.product": "name in endoflife.date, package URL or CPE name",
    "cli_knowledge.eol.arg.version": "version as written",
    "cli_knowledge.eol.arg.now": "day to judge by, ISO 8601 (default: the clock)",
    "cli_knowledge.eol.unknown_product": "endoflife.date does not know the product “{product}”, or the knowledge base holds no list of it",
    "cli_knowledge.eol.status.supported": "supported",
    "cli_knowledge.eol.status.security-only": "active support has ended; security fixes go on",
    "cli_knowledge.eol.status.ended": "support has ended",
    "cli_knowledge.eol.status.unknown": "not known",
    "cli_knowledge.eol.no_cycle": "no release cycle fits; known are: {cycles}",
    "cli_knowledge.eol.released": "released {day}",
    "cli_knowledge.eol.support_ends": "active support ends {day}",
    "cli_knowledge.eol.ends": "security fixes end {day}",
    "cli_knowledge.eol.extended_ends": "paid extended support ends {day}",
    "cli_knowledge.eol.latest": "latest release: {latest}",
    "cli_knowledge.eol.as_of": "as of {as_of} (endoflife.date)",
    "cli_knowledge.affected.arg.knowledge": "knowledge base (default: KANAME_KNOWLEDGE, then ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.affected.arg.format": "form of the output: text or json",
    "cli_knowledge.search.arg.knowledge": "knowledge base (default: KANAME_KNOWLEDGE, then ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.search.arg.format": "form of the output: text or json",
    "cli_knowledge.changed.arg.knowledge": "knowledge base (default: KANAME_KNOWLEDGE, then ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.changed.arg.format": "form of the output: text or json",
    "cli_knowledge.eol.arg.knowledge": "knowledge base (default: KANAME_KNOWLEDGE, then ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.eol.arg.format": "form of the output: text or json",
    "cli_knowledge.show.ssvc": "SSVC by {assessor} ({source}, {assessed}): exploitation {exploitation}, automatable {automatable}, technical impact {technical_impact}",
    "cli_knowledge.show.listings": "Listed as exploited by: {names}",
    "cli_knowledge.show.malicious": "The package itself is malicious",
    "cli_knowledge.show.statements": "What suppliers say ({count}):",
    "cli_knowledge.search.no_words": "there are no words to search for",
    "cli_knowledge.step.downloading": "Downloading {source} (kB)",
    "cli_knowledge.step.packing": "Packing (kB)",
    "cli_knowledge.step.checking": "Checking (kB)",
    "cli_knowledge.update.summary": "fetch what changed and bring the knowledge base up to date",
    "cli_knowledge.update.description": (
        "Fetch the sources over the network and bring the knowledge base up to date. Without SOURCE: those in the base, or "
        "all where there is none yet. Servers are asked only for what changed, downloads that broke off go on from where "
        "they stopped, and only records that changed are read and written.\n\n"
        "A source that fails does not stop the others: its older data stays, and status and every scan say so until it "
        "succeeds. Interrupted, the old base stays.\n\n"
        "Environment: HTTPS_PROXY, HTTP_PROXY, NO_PROXY; KANAME_CA_FILE (certificate authorities, PEM); KANAME_CACHE; KANAME_NVD_API_KEY; KANAME_MYJVN_API; KANAME_CSAF_PROVIDERS, KANAME_CSAF_KEYS.\n\n"
        "Exit codes: 0 done, 3 an option or the cache cannot be used, 4 every source failed, or one did and --strict was "
        "given, 5 nothing written."
    ),
    "cli_knowledge.update.examples": (
        "  kaname knowledge update\n"
        "  kaname knowledge update kev epss osv:npm osv:PyPI\n"
        "  kaname knowledge update nvd jvn jvn:en csaf:suse\n"
        "  kaname knowledge update --mirror https://mirror.example/kaname --strict"
    ),
    "cli_knowledge.update.arg.sources": "osv (all ecosystems) or osv:<ecosystem>, such as osv:npm; cve, nvd, jvn, jvn:en, jvn-products, kev, euvd-kev, epss, eol; csaf:redhat, csaf:suse, csaf:cisa, or csaf:<name> from KANAME_CSAF_PROVIDERS",
    "cli_knowledge.update.arg.knowledge": (
        "knowledge base (default: KANAME_KNOWLEDGE, then ~/.local/share/kaname/knowledge.db)"
    ),
    "cli_knowledge.update.arg.cache": "folder for downloads (default: KANAME_CACHE, then ~/.cache/kaname)",
    "cli_knowledge.update.arg.mirror": "address below which the files lie as in a cache folder, instead of their publishers",
    "cli_knowledge.update.arg.ca-file": "PEM file with the accepted certificate authorities (default: KANAME_CA_FILE)",
    "cli_knowledge.update.arg.rebuild": "make the base anew instead of changing it",
    "cli_knowledge.update.arg.now": "time of the update, ISO 8601 (default: the clock)",
    "cli_knowledge.update.arg.strict": "exit code 4 where any source failed",
    "cli_knowledge.update.arg.format": "form of the report: text or json",
    "cli_knowledge.update.built": "Knowledge base made: {target}",
    "cli_knowledge.update.updated": "Knowledge base brought up to date: {target}",
    "cli_knowledge.update.up_to_date": "Nothing has changed: {target}",
    "cli_knowledge.update.partial": "some sources or records failed; their older data stays, and status says so of a source until it succeeds",
    "cli_knowledge.column.new": "New",
    "cli_knowledge.column.changed": "Changed",
    "cli_knowledge.column.removed": "Removed",
    "cli_knowledge.column.received": "Received",
    "cli_knowledge.column.state": "State",
    "cli_knowledge.failed_mark": "FAILED",
    "cli_knowledge.status_failed": "Could not be renewed at the last attempt; what is shown is older:",
    "cli_knowledge.export.summary": "write the knowledge base as one signed file",
    "cli_knowledge.export.description": (
        "Write the knowledge base as one compressed file with a manifest, to be carried to a network without internet. "
        "With --sign the manifest, which holds the digests of everything else, is signed (DSSE).\n\n"
        "The passphrase of the key is taken from KANAME_KEY_PASSPHRASE.\n\n"
        "Exit codes: 0 written, 3 the key cannot be used, 5 the base is missing or damaged, or FILE cannot be written."
    ),
    "cli_knowledge.export.examples": (
        "  kaname knowledge export --to knowledge.kaname\n"
        "  kaname knowledge export --to knowledge.kaname --sign key.pem --valid-days 14"
    ),
    "cli_knowledge.export.arg.to": "file to write",
    "cli_knowledge.export.arg.sign": "private key (PEM) to sign with",
    "cli_knowledge.export.arg.valid-days": "for how many days the bundle may be imported (default: 30)",
    "cli_knowledge.export.arg.knowledge": (
        "knowledge base (default: KANAME_KNOWLEDGE, then ~/.local/share/kaname/knowledge.db)"
    ),
    "cli_knowledge.export.arg.now": "time of the bundle, ISO 8601 (default: the clock)",
    "cli_knowledge.export.arg.format": "form of the report: text or json",
    "cli_knowledge.export.written": (
        "Bundle written: {path} ({megabytes} MB; {unpacked} MB unpacked; {percent}% of the {peer} MB that a well-known peer "
        "downloads without operating-system data)\n"
        "{sources} sources with {records} records, built {built}, valid until {expires}\nsha256: {digest}"
    ),
    "cli_knowledge.export.signed": "Signed by key {key}",
    "cli_knowledge.export.unsigned": "the bundle is not signed: nobody can tell whether it was altered on the way; see --sign",
    "cli_knowledge.import.summary": "take in a knowledge base that came as one file",
    "cli_knowledge.import.description": (
        "Check a bundle made by kaname knowledge export and put its base in the place of the present one. In this order: "
        "form, signature (with --verify), validity, whether it is older than the present base, then every byte. On any "
        "doubt the present base stays.\n\n"
        "Exit codes: 0 taken in, 3 FILE or key cannot be read, or the signature is not that of KEY, 5 refused for another "
        "reason."
    ),
    "cli_knowledge.import.examples": (
        "  kaname knowledge import knowledge.kaname --verify key.pub.pem\n"
        "  kaname knowledge import knowledge.kaname --verify key.pub.pem --allow-downgrade"
    ),
    "cli_knowledge.import.arg.bundle": "the bundle",
    "cli_knowledge.import.arg.verify": "public key or certificate (PEM) that must have signed the bundle",
    "cli_knowledge.import.arg.allow-downgrade": "take it in though the present base is newer",
    "cli_knowledge.import.arg.allow-expired": "take it in though its validity has ended",
    "cli_knowledge.import.arg.knowledge": (
        "knowledge base to replace (default: KANAME_KNOWLEDGE, then ~/.local/share/kaname/knowledge.db)"
    ),
    "cli_knowledge.import.arg.now": "time by which validity is judged, ISO 8601 (default: the clock)",
    "cli_knowledge.import.arg.format": "form of the report: text or json",
    "cli_knowledge.import.done": (
        "Knowledge base taken in: {target}\n"
        "{sources} sources, built {built}, bundled {created}, valid until {expires}\nsha256: {digest}"
    ),
    "cli_knowledge.import.not_verified": "the bundle is signed, but no key was given to check it with; see --verify",
    "cli_knowledge.import.unsigned": "the bundle is not signed: nobody can tell whether it was altered on the way",
    "cli_knowledge.import.older": "older than what was there before: {names}",
    "cli_knowledge.update.all_failed": "every source failed; the knowledge base keeps its older data and says so",
    "cli_knowledge.source_state.updated": "updated",
    "cli_knowledge.source_state.unchanged": "unchanged",
    "cli_knowledge.source_state.failed": "failed",
    "cli_knowledge.update.nothing_fetched": "Nothing could be fetched; the older data stays: {target}",
    "cli_knowledge.update.not_fetched": "not fetched, because published nowhere as a whole or not configured; they stay as they are: {names}",
    "cli_knowledge.step.asking": "Asking {source} (records)",
    "cli_knowledge.column.not_had": "Failed",
    "cli_knowledge.sources.summary": "list every source: address, rests between requests, rhythm, terms",
    "cli_knowledge.sources.description": "List every source that a knowledge base can hold: where an update fetches it from, how long it rests between two requests, how often the publisher renews it, from which age it is stale, and under which terms the data may be used. Nothing is asked over the network.\n\nExit codes: 0 shown, 5 a setting is wrong.",
    "cli_knowledge.sources.examples": "  kaname knowledge sources\n  kaname knowledge sources --format json",
    "cli_knowledge.sources.arg.format": "form of the list: text or json",
    "cli_knowledge.sources.fetched.always": "fetched by an update",
    "cli_knowledge.sources.fetched.named": "fetched where it is named",
    "cli_knowledge.sources.fetched.never": "not fetched; read from folders",
    "cli_knowledge.sources.rest": "rest between requests: {seconds} s",
    "cli_knowledge.sources.rest_with_key": "{rest}; {seconds} s with {key} ({state})",
    "cli_knowledge.sources.key.set": "set",
    "cli_knowledge.sources.key.unset": "not set",
    "cli_knowledge.sources.signatures.kept": "OpenPGP signatures: checked by the keys in KANAME_CSAF_KEYS",
    "cli_knowledge.sources.signatures.none": "OpenPGP signatures: not checked, no keys in KANAME_CSAF_KEYS",
    "cli_knowledge.sources.rhythm": "renewed every {renewed}, stale after {stale}",
    "cli_knowledge.sources.hours": "{count} h",
    "cli_knowledge.sources.days": "{count} d",
    "cli_knowledge.sources.licence": "terms: {licence}",
}
