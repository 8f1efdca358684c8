"""What an organisation says about itself: an assessment and the evidence for it. Values only.

The YAML form in a workspace has the same names; docs/guide/assessment.md shows it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct, field

Status = Literal["met", "partly", "not_met", "not_applicable", "equivalent"]
VerifiedBy = Literal["practised", "desk"]
Independence = Literal["none", "person_dependent", "standardised", "automated"]
Maturity = Literal["none", "minimal", "managed", "optimising"]


class Explanation(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Why something is not done as asked: comply or explain.

    Attributes:
        reason: why; alternative: what is done instead; date: ISO 8601 day by which or on which.
    """

    reason: str = ""
    alternative: str = ""
    date: str | None = None


class ItemAnswer(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The answer to one ★ or ▲ item, or to a requirement without such items.

    Attributes:
        verification: ``practised`` shown in practice, ``desk`` concluded on paper. evidence: ids of Evidence.
    """

    status: Status
    verification: VerifiedBy = "practised"
    evidence: tuple[str, ...] = ()
    explain: Explanation | None = None
    note: str = ""


class Axes(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The assessor's judgement of a task on the two axes that items alone do not decide; None where not judged."""

    independence: Independence | None = None
    maturity: Maturity | None = None


class TaskAnswer(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The answer to one task or requirement.

    Attributes:
        items: answers by item id. status: of the whole, for requirements without items; ``not_applicable`` with
            ``explain.reason`` takes a task out of the assessment. owner, due: who does what is missing, by when.
    """

    items: Mapping[str, ItemAnswer] = field(default_factory=dict)
    status: Status | None = None
    verification: VerifiedBy = "practised"
    evidence: tuple[str, ...] = ()
    explain: Explanation | None = None
    axes: Axes | None = None
    owner: str = ""
    due: str | None = None
    note: str = ""


class Scope(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an assessment is about."""

    organisation_unit: str = ""
    product: str = ""
    versions: tuple[str, ...] = ()


class Assessment(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Answers of one scope, in one role, to one framework in one version."""

    id: str
    framework: str
    version: str
    title: str = ""
    scope: Scope = Scope()
    role: str = ""
    profile: str = ""
    assessor: str = ""
    date: str | None = None
    answers: Mapping[str, TaskAnswer] = field(default_factory=dict)

    @property
    def pack_key(self) -> str:
        """``framework-version``."""
        return f"{self.framework}-{self.version}"


class Evidence(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that shows that an answer is true.

    Attributes:
        file: path in the workspace, or url; sha256: of its bytes, lowercase hex. effective, expires: ISO 8601 days, both
            included; None means without limit. accepted_by: who accepted what a collector had proposed, else empty.
    """

    id: str
    title: str
    file: str | None = None
    url: str | None = None
    sha256: str | None = None
    revision: str = ""
    author: str = ""
    effective: str | None = None
    expires: str | None = None
    accepted_by: str = ""

    def is_current(self, now: datetime) -> bool:
        """True from the day it takes effect to the day it expires, both included, counted in UTC."""
        today = now.astimezone(UTC).date().isoformat()
        return (self.effective is None or self.effective <= today) and (self.expires is None or today <= self.expires)
