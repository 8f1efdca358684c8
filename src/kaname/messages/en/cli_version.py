"""Texts of ``kaname version …``."""

_EXIT = "Exit codes: 0 answered (also when the answer is “undetermined”), 2 usage, 3 unknown scheme or malformed input."

TEXTS = {
    "cli_version.compare.summary": "say which of two versions comes first",
    "cli_version.compare.description": (
        "Compare two versions in the order of an ecosystem and print <, = or >, or “undetermined:” and the reason.\n"
        "With - in place of the versions, read lines of two versions with a tab between them from standard input and\n"
        "print the same lines with the answer in the middle, in the same order.\n"
        "A version that begins with - goes after --.\n\n" + _EXIT
    ),
    "cli_version.compare.examples": (
        "  kaname version compare npm 1.0.0-rc.1 1.0.0\n"
        "  kaname version compare deb 1:2.0-1 3.0-1\n"
        "  kaname version compare maven - < pairs.tsv\n"
        "  kaname version compare pypi -- -dev 1.0"
    ),
    "cli_version.compare.arg.scheme": "version order: a purl type such as npm, pypi, maven, deb, or semver, generic",
    "cli_version.compare.arg.versions": "two versions, or - for pairs on standard input",
    "cli_version.key.summary": "print the sort key of a version",
    "cli_version.key.description": (
        "Print in hex the key whose byte order is the version order of an ecosystem, or “undetermined:” and the reason.\n\n"
        + _EXIT
    ),
    "cli_version.key.examples": "  kaname version key pypi 2.0.0rc1\n  kaname version key apk 1.2.3-r0",
    "cli_version.key.arg.scheme": "version order: a purl type such as npm, pypi, maven, deb, or semver, generic",
    "cli_version.key.arg.version_text": "the version",
    "cli_version.range.summary": "say whether a version lies in a range",
    "cli_version.range.description": (
        "Print inside or outside, or “undetermined:” and the reason. The range is a VERS string, which names its order.\n\n"
        + _EXIT
    ),
    "cli_version.range.examples": (
        "  kaname version range 'vers:npm/>=1.2.3|<2.0.0|!=1.5.0' 1.5.0\n"
        "  kaname version range 'vers:deb/<1:2.36-9%2Bdeb12u4' 2.35-1"
    ),
    "cli_version.range.arg.range": "VERS range, such as vers:npm/>=1.2.3|<2.0.0",
    "cli_version.range.arg.version_text": "the version",
    "cli_version.pair_expected": "two versions are expected, or - for standard input; given: {count}",
    "cli_version.pair_expected.hint": "kaname version compare --help shows examples",
    "cli_version.line_without_pair": "the line is not two versions with one tab between them",
    "cli_version.not_utf8": "the input is not UTF-8 text",
}
