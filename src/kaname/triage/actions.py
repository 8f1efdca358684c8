"""What is done about a finding: temporary measure, root fix, accepted risk, transfer; with owner, due day and verification.

An accepted risk is a decision with an end: it needs a reason, the alternative that was weighed, an approver, and a day on
which it is looked at again.
"""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Literal

from msgspec import Struct

from kaname.errors import InputError
from kaname.ident.vulnerability_ids import id_key
from kaname.model.finding import Finding

ActionKind = Literal["temporary", "root-fix", "accept", "transfer"]
ActionState = Literal["open", "done", "verified", "failed"]


class Verification(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A check by a new scan. ``found``: how many findings the action is about were still there; ``knowledge``: digest."""

    at: str
    knowledge: str
    found: int
    targets: tuple[str, ...] = ()


class Action(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One action.

    Attributes:
        component: purl pattern (``*`` for any characters); empty: every component with the vulnerability.
        what: what is done. due, review: ISO 8601 days. to: who takes over, for a transfer.
        evidence: files or URLs. done: ISO 8601 time.
    """

    id: str
    vulnerability: str
    kind: ActionKind
    owner: str
    created: str
    component: str = ""
    what: str = ""
    due: str = ""
    reason: str = ""
    alternative: str = ""
    review: str = ""
    approver: str = ""
    to: str = ""
    evidence: tuple[str, ...] = ()
    done: str = ""
    verifications: tuple[Verification, ...] = ()

    @property
    def state(self) -> ActionState:
        """``open``, ``done`` (said to be), ``verified`` by a scan, or ``failed``: said to be done, but still found."""
        if not self.done:
            return "open"
        checked = [one for one in self.verifications if one.at >= self.done]
        if not checked:
            return "done"
        # A temporary measure or an accepted risk leaves the finding where it is.
        return "verified" if not checked[-1].found or self.kind != "root-fix" else "failed"

    def is_overdue(self, day: str) -> bool:
        """Say whether the due day, or the review day of an accepted risk, has passed."""
        end = self.review if self.kind == "accept" else self.due
        return bool(end) and end < day and (self.state in ("open", "failed") or self.kind == "accept")

    def is_about(self, finding: Finding) -> bool:
        """Say whether a finding is one that the action is about."""
        vulnerability, purl = finding.vulnerability, finding.component.purl or ""
        names = map(id_key, (vulnerability.id, *vulnerability.aliases))
        return id_key(self.vulnerability) in names and (not self.component or fnmatchcase(purl, self.component))


# What each kind needs besides an owner.
_NEEDS: dict[ActionKind, tuple[str, ...]] = {
    "temporary": ("what", "due"),
    "root-fix": ("what", "due"),
    "accept": ("reason", "alternative", "review", "approver"),
    "transfer": ("to", "reason"),
}


def action_defects(action: Action) -> Iterator[InputError]:
    """Yield what an action of its kind lacks."""
    for member in ("owner", *_NEEDS[action.kind]):
        if not str(getattr(action, member)).strip():
            yield InputError("action.needs", path=member, kind=action.kind, member=member)


def findings_of(action: Action, findings: Iterable[Finding]) -> Sequence[Finding]:
    """Return the findings that an action is about."""
    return [finding for finding in findings if action.is_about(finding)]
