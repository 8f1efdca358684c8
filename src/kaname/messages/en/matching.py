"""Texts of matching: why a component is reported, and why one was not evaluated."""

TEXTS = {
    "matching.match.purl": "{ecosystem} package {name} {version} is in the affected range {range}",
    "matching.match.purl-upstream": (
        "the source package {name} {version} ({ecosystem}) that it was built from is in the affected range {range}"
    ),
    "matching.match.maven-group": (
        "the Maven artifact {name} {version} (group as far as it can be one) is in the affected range {range}"
    ),
    "matching.match.go-stdlib": (
        "it was built with the Go standard library {version}, which is in the affected range {range}"
    ),
    "matching.match.go-case": (
        "the Go module {name} {version} (capitals from the component's name) is in the affected range {range}"
    ),
    "matching.match.go-major": (
        "the Go module {name} {version} (path completed by its major version) is in the affected range {range}"
    ),
    "matching.reason.no-identifier": "it carries no package URL, so that no advisory can be assigned to it",
    "matching.reason.no-identifier.hint": "add a package URL (purl) to the component in the SBOM",
    "matching.reason.cpe-only": "it carries a CPE name but no package URL, and CPE names were not asked: the knowledge base has no CPE data, or --methods leaves them out",
    "matching.reason.cpe-only.hint": "add a package URL (purl) to the component in the SBOM",
    "matching.reason.not-a-package": "it is not a package (an operating system, file, image or key)",
    "matching.reason.purl-invalid": "its package URL “{purl}” cannot be read ({detail})",
    "matching.reason.purl-invalid.hint": "correct the package URL in the SBOM; the specification is ECMA-427",
    "matching.reason.type-not-supported": "there is no matcher for packages of type “{detail}”",
    "matching.reason.ecosystem-without-data": "the knowledge base has no data for “{detail}”",
    "matching.reason.ecosystem-without-data.hint": "build the knowledge base with this ecosystem included",
    "matching.reason.release-unknown": (
        "the release of the distribution is not stated, and the advisories differ from release to release"
    ),
    "matching.reason.release-unknown.hint": (
        "state it in the package URL (distro=debian-12) or as an operating-system component"
    ),
    "matching.reason.repository-unknown": (
        "it comes from the repository “{detail}”, which cannot be assigned to a product with advisories"
    ),
    "matching.reason.group-doubtful": (
        "the Maven coordinates “{detail}” look guessed by the tool that made the SBOM, and no advisory names them"
    ),
    "matching.reason.group-doubtful.hint": "state the real groupId in the package URL",
    "matching.reason.source-package-unknown": (
        "the source package is not stated, advisories name source packages, and none is called “{name}”"
    ),
    "matching.reason.source-package-unknown.hint": "state the source package in the package URL (upstream=NAME)",
    "matching.reason.version-missing": "it has no version",
    "matching.reason.version-undetermined": "its version “{version}” has no place in the order of this ecosystem",
    "matching.reason.range-undetermined": "an affected range of {detail} could not be compared, and no other one hit",
    "matching.reason.module-stream-unknown": (
        "its module stream is not stated, and the fix named by {detail} may be for another stream"
    ),
    "matching.ranges_not_compared": (
        "{count} affected ranges of evaluated components could not be compared (a bound without a place in the order, or a fix of "
        "another module stream)"
    ),
    "matching.match.cpe": "the product {name} {version} is in the affected range {range} of the CPE name {cpe}",
    "matching.match.confirmed": "a person identified it as {name}; version {version} is in the affected range {range}",
    "matching.match.cpe-platform-unknown": "the product {name} {version} is in the affected range {range}, but only on a platform that the SBOM does not state",
    "matching.match.cpe-unspecific": "the product {name} {version} may be in the affected range {range}: its CPE name leaves open what {cpe} fixes",
    "matching.match.hash": "a source calls the file with this digest affected: {range}",
    "matching.reason.cpe-invalid": "its CPE name “{detail}” cannot be read, or names no product",
    "matching.reason.cpe-invalid.hint": "correct the CPE name in the SBOM, or add a package URL (purl)",
    "matching.reason.cpe-not-known": "no source knows the product {detail}, so that an empty answer would prove nothing",
    "matching.reason.cpe-not-known.hint": "check vendor and product of the CPE name, or add a package URL (purl)",
    "matching.reason.method-not-selected": "it is identified by {detail}, which --methods leaves out",
    "matching.policy.ecosystem-first": "the source of the ecosystem goes before the CVE record, and that before CPE sources",
    "matching.policy.any-affected": "among equal sources, one that calls the version affected suffices",
    "matching.overruled": "{said} calls {component} affected by {vulnerability}, but {decided} goes before it and leaves this version out: not a finding",
    "matching.not_a_method": "“{given}” is not a method; known are: {known}",
    "matching.conflict": "Not so according to {records}; {policy}.",
    "matching.not_an_identifier": "“{given}” is neither a package URL nor a CPE name",
    "matching.not_an_identifier.hint": "give pkg:npm/name@1.2.3 or cpe:2.3:a:vendor:product:1.2.3:*:*:*:*:*:*:*",
    "matching.name_missing": "a verdict needs the name of a component",
}
