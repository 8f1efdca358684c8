"""An assessment as an unsigned in-toto Statement v1, for pipelines that sign statements themselves.

The subject is the assessment file; the predicate holds what a sheet states for each row and nothing more. A declaration is
another predicate (``kaname.formats.intoto.statement``): it names who answers for it.
"""

import msgspec

from kaname.assurance.sheet import Sheet
from kaname.formats.intoto.statement import STATEMENT_TYPE

ASSESSMENT_PREDICATE = "urn:kaname:predicate:assessment:1"


def write_assessment_statement(sheet: Sheet, *, assessment_sha256: str) -> bytes:
    """Return the statement. Same sheet, same bytes.

    Args:
        assessment_sha256: of the bytes of the assessment file, lowercase hex.
    """
    statement = {
        "_type": STATEMENT_TYPE,
        "subject": [{"name": f"assessments/{sheet.assessment}.yaml", "digest": {"sha256": assessment_sha256}}],
        "predicateType": ASSESSMENT_PREDICATE,
        "predicate": {
            "framework": sheet.framework,
            "frameworkVersion": sheet.version,
            "assessed": sheet.date,
            "generated": sheet.generated,
            "scope": sheet.scope,
            "distribution": sheet.distribution,
            "results": [
                {"id": row.id, "level": row.level, "status": row.status, "evidence": row.evidence} for row in sheet.rows
            ],
        },
    }
    return msgspec.json.format(msgspec.json.encode(statement), indent=2) + b"\n"
