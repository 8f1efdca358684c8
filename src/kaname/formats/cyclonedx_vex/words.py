"""How words of CycloneDX (1.4 and later, ``analysis``) and OpenVEX correspond.

A pair that does not mean quite the same is narrowed, and both words are kept.
"""

from collections.abc import Mapping

from kaname.model.statement import Justification, Status

STATUS_OF_STATE: Mapping[str, Status] = {
    "resolved": "fixed",
    "resolved_with_pedigree": "fixed",
    "exploitable": "affected",
    "in_triage": "under_investigation",
    "false_positive": "not_affected",
    "not_affected": "not_affected",
}
STATE_OF_STATUS: Mapping[Status, str] = {
    "fixed": "resolved",
    "affected": "exploitable",
    "under_investigation": "in_triage",
    "not_affected": "not_affected",
}
JUSTIFICATION_OF_WORD: Mapping[str, Justification] = {
    "code_not_present": "vulnerable_code_not_present",
    "code_not_reachable": "vulnerable_code_not_in_execute_path",
    "requires_configuration": "vulnerable_code_cannot_be_controlled_by_adversary",
    "requires_dependency": "component_not_present",
    "requires_environment": "vulnerable_code_cannot_be_controlled_by_adversary",
    "protected_by_compiler": "inline_mitigations_already_exist",
    "protected_at_runtime": "inline_mitigations_already_exist",
    "protected_at_perimeter": "inline_mitigations_already_exist",
    "protected_by_mitigating_control": "inline_mitigations_already_exist",
}
WORD_OF_JUSTIFICATION: Mapping[Justification, str] = {
    "component_not_present": "code_not_present",
    "vulnerable_code_not_present": "code_not_present",
    "vulnerable_code_not_in_execute_path": "code_not_reachable",
    "vulnerable_code_cannot_be_controlled_by_adversary": "requires_environment",
    "inline_mitigations_already_exist": "protected_by_mitigating_control",
}
# Pairs that mean the same in both directions; every other pair is narrowed.
SAME = frozenset({("vulnerable_code_not_present", "code_not_present")})
