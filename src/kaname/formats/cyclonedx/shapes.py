"""The objects of CycloneDX 1.4 to 1.7: their fields, since when each exists, and how XML writes what JSON writes.

One table serves three jobs: keeping a document within a version, JSON to XML, XML to JSON. Source: the JSON schemas and XSDs
of CycloneDX 1.4, 1.5, 1.6 and 1.7; the order of a table is the order in which the XSD wants the elements. Fields marked as
opaque are known to exist, but have no XML form here.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from msgspec import Struct

Kind = Literal["attribute", "content", "element", "list", "repeated", "references", "special", "opaque"]


class Field(Struct, frozen=True, kw_only=True):
    """A field of an object.

    Attributes:
        key: its name in JSON. xml: the name of its attribute or element.
        kind: ``attribute``; ``content``, the text of the element itself; ``element``; ``list``, items in an element of their
            own; ``repeated``, the element repeated; ``references``, items that only name a ref; ``special``, by code;
            ``opaque``, JSON only.
        item: element of an item of a list.
        shape: name of the object it holds; None for a plain value.
        type: JSON type of a plain value.
        since: minor version that brought it.
    """

    key: str
    xml: str
    kind: Kind
    item: str = ""
    shape: str | None = None
    type: Literal["string", "boolean", "number"] = "string"
    since: int = 0


Shape = Mapping[str, Field]

# @attribute  .content  key/item list  key+ repeated  key~item references  key% special  key! opaque
# =name in XML  :shape  ? boolean  # number  >minor since
_TOKEN = re.compile(
    r"(?P<mark>[@.]?)(?P<key>[\w-]+)(?:=(?P<xml>[\w-]+))?(?:(?P<many>[/~])(?P<item>[\w-]+)|(?P<flag>[+%!]))?"
    r"(?::(?P<shape>\w+))?(?P<type>[?#]?)(?:>(?P<since>\d))?"
)
_TABLES = {
    "bom": """metadata:metadata components/component:component services/service:service
        externalReferences/reference:reference dependencies% compositions/composition:composition
        properties/property:property>5 vulnerabilities/vulnerability:vulnerability annotations/annotation:annotation>5
        formulation!>5 declarations:declarations>6 definitions:definitions>6 citations!>7 signature!""",
    "metadata": """timestamp lifecycles/lifecycle:lifecycle>5 tools% authors/author:contact component:component
        manufacturer:organization>6 manufacture:organization supplier:organization licenses%
        properties/property:property distributionConstraints:constraints>7""",
    "constraints": "tlp",
    "lifecycle": "phase name description",
    "component": """@type @mime-type @bom-ref @isExternal?>7 supplier:organization manufacturer:organization>6
        authors/author:contact>6 author publisher group name version versionRange>7 description scope hashes/hash:hash
        licenses% copyright patentAssertions!>7 cpe purl omniborId+>6 swhid+>6 swid:swid modified? pedigree:pedigree
        externalReferences/reference:reference properties/property:property components/component:component
        evidence:evidence releaseNotes:release modelCard:model>5 data+:dataset>5 cryptoProperties:crypto>6 tags/tag>6
        signature!""",
    "organization": "@bom-ref>5 name address:address>6 url+ contact+:contact",
    "address": "@bom-ref country region locality postOfficeBoxNumber postalCode streetAddress",
    "contact": "@bom-ref>5 name email phone",
    "hash": "@alg .content",
    "attachment": "@contentType=content-type @encoding .content",
    "license": """@bom-ref>5 @acknowledgement>6 id name text:attachment url licensing:licensing>5
        properties/property:property>5""",
    "swid": "@tagId @name @version @tagVersion# @patch? text:attachment url",
    "reference": "@type url comment hashes/hash:hash properties/property:property>7",
    "property": "@name .value",
    "pedigree": """ancestors/component:component descendants/component:component variants/component:component
        commits/commit:commit patches/patch:patch notes""",
    "commit": "uid url author:action committer:action message",
    "action": "timestamp name email",
    "patch": "@type diff:diff resolves/issue:issue",
    "diff": "text:attachment url",
    "issue": "@type id name description source:source references/url",
    "source": "name url",
    "evidence": """identity+:identity>5 occurrences/occurrence:occurrence>5 callstack:callstack>5 licenses%
        copyright/text:words""",
    "words": ".text",
    "identity": "field confidence# concludedValue>6 methods/method:method tools~tool",
    "method": "technique confidence# value",
    "occurrence": "@bom-ref location line#>6 offset#>6 symbol>6 additionalContext>6",
    "callstack": "frames/frame:frame",
    "frame": "package module function parameters/parameter line# column# fullFilename",
    "composition": """@bom-ref>5 aggregate assemblies~assembly dependencies~dependency vulnerabilities~vulnerability>5
        signature!""",
    "tool": """vendor name version hashes/hash:hash externalReferences/reference:reference""",
    "tools": "components/component:component services/service:service",
    "service": """@bom-ref provider:organization group name version description endpoints/endpoint authenticated?
        x-trust-boundary? trustZone>5 data! licenses% patentAssertions!>7 externalReferences/reference:reference
        properties/property:property services/service:service releaseNotes:release tags/tag>6 signature!""",
    "release": """type title featuredImage socialImage description timestamp aliases/alias tags/tag resolves/issue:issue
        notes/note:note properties/property:property""",
    "note": "locale text:attachment",
    "vulnerability": """@bom-ref id source:source references/reference:mention ratings/rating:rating cwes/cwe# description
        detail recommendation workaround>5 proofOfConcept:proof>5 advisories/advisory:advisory created published updated
        rejected>5 credits:credits tools% analysis:analysis affects/target:target properties/property:property""",
    "mention": "id source:source",
    "rating": "source:source score# severity method vector justification",
    "proof": "reproductionSteps environment supportingMaterial/attachment:attachment",
    "advisory": "title url",
    "credits": "organizations/organization:organization individuals/individual:contact",
    "analysis": "state justification response=responses/response detail firstIssued>5 lastUpdated>5",
    "target": "ref versions/version:affected",
    "affected": "version range status",
    "annotation": "@bom-ref subjects~subject annotator:annotator timestamp text signature!",
    "licensing": """altIds/altId licensor:contractor licensee:contractor purchaser:contractor purchaseOrder
        licenseTypes/licenseType lastRenewal expiration""",
    "contractor": "organization:organization individual:contact",
    "dataset": """@bom-ref type name contents:contents classification sensitiveData+ graphics:graphics description
        governance:governance""",
    "contents": "attachment:attachment url properties/property:property",
    "graphics": "description collection/graphic:graphic",
    "graphic": "name image:attachment",
    "governance": "custodians/custodian:responsible stewards/steward:responsible owners/owner:responsible",
    "responsible": "organization:organization contact=individual:contact",
    "model": """@bom-ref modelParameters:parameters quantitativeAnalysis:analysed considerations:considerations
        properties/property:property""",
    "parameters": """approach:approach task architectureFamily modelArchitecture datasets! inputs/input:channel
        outputs/output:channel""",
    "approach": "type",
    "channel": "format",
    "analysed": "performanceMetrics/performanceMetric:metric graphics:graphics",
    "metric": "type value slice confidenceInterval:interval",
    "interval": "lowerBound upperBound",
    "considerations": """users/user useCases/useCase technicalLimitations/technicalLimitation
        performanceTradeoffs/performanceTradeoff ethicalConsiderations/ethicalConsideration:ethical
        environmentalConsiderations!>6 fairnessAssessments/fairnessAssessment:fairness""",
    "ethical": "name mitigationStrategy",
    "fairness": "groupAtRisk benefits harms mitigationStrategy",
    "crypto": """assetType algorithmProperties:algorithm certificateProperties:certificate
        relatedCryptoMaterialProperties:material protocolProperties:protocol oid""",
    "algorithm": """primitive algorithmFamily>7 parameterSetIdentifier curve ellipticCurve>7 executionEnvironment
        implementationPlatform certificationLevel+ mode padding cryptoFunctions/cryptoFunction classicalSecurityLevel#
        nistQuantumSecurityLevel#""",
    "certificate": """serialNumber>7 subjectName issuerName notValidBefore notValidAfter signatureAlgorithmRef
        subjectPublicKeyRef certificateFormat certificateExtension certificateFileExtension>7 fingerprint:hash>7
        certificateState!>7 creationDate>7 activationDate>7 deactivationDate>7 revocationDate>7 destructionDate>7
        certificateExtensions!>7 relatedCryptographicAssets/relatedCryptographicAsset:asset>7""",
    "asset": "type ref",
    "material": """type id state algorithmRef creationDate activationDate updateDate expirationDate value size# format
        securedBy:secured fingerprint:hash>7 relatedCryptographicAssets/relatedCryptographicAsset:asset>7""",
    "secured": "mechanism algorithmRef",
    "protocol": """type version cipherSuites/cipherSuite:suite ikev2TransformTypes! cryptoRefArray=cryptoRef+
        relatedCryptographicAssets!>7""",
    "suite": """name algorithms/algorithm identifiers/identifier tlsGroups/group>7
        tlsSignatureSchemes/signatureScheme>7""",
    "declarations": """assessors/assessor:assessor attestations/attestation:attestation claims/claim:claim
        evidence/evidence:proved targets:targets affirmation:affirmation signature!""",
    "assessor": "@bom-ref thirdParty? organization:organization",
    "attestation": "summary assessor map+:mapping signature!",
    "mapping": """requirement claims/claim counterClaims/counterClaim conformance:conformance
        confidence:conformance""",
    "conformance": "score# rationale mitigationStrategies/mitigationStrategy",
    "claim": """@bom-ref target predicate mitigationStrategies/mitigationStrategy reasoning evidence+ counterEvidence+
        externalReferences/reference:reference signature!""",
    "proved": """@bom-ref propertyName description data+:exhibit created expires author:contact reviewer:contact
        signature!""",
    "exhibit": "name contents:contents classification sensitiveData+ governance:governance",
    "targets": "organizations/organization:organization components/component:component services/service:service",
    "affirmation": "statement signatories/signatory:signatory signature!",
    "signatory": "name role signature! organization:organization externalReference:reference",
    "definitions": "standards/standard:standard patents!>7",
    "standard": """@bom-ref name version description owner requirements/requirement:requirement levels/level:level
        externalReferences/reference:reference signature!""",
    "requirement": """@bom-ref identifier title text descriptions/description openCre+ parent
        properties/property:property externalReferences/reference:reference""",
    "level": "@bom-ref identifier title description requirements/requirement",
    "annotator": "organization:organization individual:contact component:component service:service",
}
_TYPES: dict[str, Literal["string", "boolean", "number"]] = {"": "string", "?": "boolean", "#": "number"}
# Words of fields that later versions brought: shape, field, word → minor version.
_WORDS: dict[tuple[str, str], dict[int, str]] = {
    ("component", "type"): {
        5: "platform device-driver machine-learning-model data",
        6: "cryptographic-asset",
    },
    ("composition", "aggregate"): {
        5: "incomplete_first_party_proprietary_only incomplete_first_party_opensource_only "
        "incomplete_third_party_proprietary_only incomplete_third_party_opensource_only",
    },
    ("reference", "type"): {
        5: "distribution-intake security-contact model-card log configuration evidence formulation attestation "
        "threat-model adversary-model risk-assessment vulnerability-assertion exploitability-statement pentest-report "
        "static-analysis-report dynamic-analysis-report runtime-analysis-report component-analysis-report "
        "maturity-report certification-report codified-infrastructure quality-metrics poam",
        6: "source-distribution electronic-signature digital-signature rfc-9116",
        7: "patent patent-family patent-assertion citation",
    },
    ("hash", "alg"): {7: "Streebog-256 Streebog-512"},
    ("rating", "method"): {5: "CVSSv4 SSVC"},
}
# What an older version says instead, where it can say something like it; nothing: the object is left out.
_INSTEAD = {
    ("component", "type"): {
        "platform": "framework",
        "device-driver": "firmware",
        "machine-learning-model": "file",
        "data": "file",
        "cryptographic-asset": "data",
    },
    ("reference", "type"): {},
    ("rating", "method"): {},
}
_REFERENCE_TYPES_1_4 = (
    "vcs issue-tracker website advisories bom mailing-list social chat documentation support distribution license "
    "build-meta build-system release-notes other"
)


@cache
def shape_of(name: str) -> Shape:
    """Return the fields of an object by their JSON names, in the order of XML."""
    fields = {}
    for token in _TABLES[name].split():
        found = _TOKEN.fullmatch(token)
        if found is None:  # a slip in the table above
            raise ValueError(token)
        kind: Kind = {"@": "attribute", ".": "content"}.get(found["mark"], "element")  # type: ignore[assignment]
        if found["many"]:
            kind = "list" if found["many"] == "/" else "references"
        elif found["flag"]:
            kind = {"+": "repeated", "%": "special", "!": "opaque"}[found["flag"]]  # type: ignore[assignment]
        fields[found["key"]] = Field(
            key=found["key"],
            xml=found["xml"] or found["key"],
            kind=kind,
            item=found["item"] or "",
            shape=found["shape"],
            type=_TYPES[found["type"]],
            since=int(found["since"] or 0),
        )
    return fields


@cache
def word_since(shape: str, key: str) -> Mapping[str, int]:
    """Return the words of a field that came later than 1.4, with their minor version."""
    return {word: minor for minor, words in _WORDS.get((shape, key), {}).items() for word in words.split()}


def older_word(shape: str, key: str, word: str, minor: int) -> str | None:
    """Return what a version says instead of a word that it does not know; None where it has nothing like it."""
    since = word_since(shape, key)
    instead = _INSTEAD.get((shape, key))
    while since.get(word, 0) > minor:
        if instead is None:
            return "incomplete" if shape == "composition" else None
        word = instead.get(word, "other")
    return word


def reference_types(minor: int) -> frozenset[str]:
    """Return the types of external references that a version knows."""
    return frozenset(_REFERENCE_TYPES_1_4.split()) | {
        word for word, since in word_since("reference", "type").items() if since <= minor
    }
