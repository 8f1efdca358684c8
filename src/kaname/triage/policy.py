"""A triage policy: tables by role, rules before the tree, times by outcome, weights of the score. Data, not code."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.model.words import Words
from kaname.triage.calendar import calendar_named
from kaname.triage.deadlines import Deadline, Pause, Regime, Source, Step, Within, deadlines_of

Role = Literal["deployer", "supplier", "coordinator", "publisher", "cisa", "bod"]
Rule = Literal["vex-not-affected", "vex-fixed", "not-deployed", "development-only"]


class Score(Struct, frozen=True, forbid_unknown_fields=True):
    """Most points that each part of the score gives."""

    kev: float
    epss: float
    cvss: float
    direct: float


class EpssThresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """EPSS scores (0 to 1) from which an exploit is taken to be possible, and likely.

    ``models``: model versions for which the scores were chosen; a score of another one gives no estimate. Empty: any.
    """

    possible: float
    likely: float
    models: tuple[str, ...] = ()


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A policy, as in ``policies/default.yaml``.

    Attributes:
        tables: role → key or id of a decision table. set_aside: rules in the order in which they are asked.
        due: ``namespace:key`` of an outcome point → outcome → time. exploit_references: parts of URLs.
    """

    id: str
    title: Words
    source: Source
    tables: Mapping[Role, str]
    set_aside: tuple[Rule, ...]
    due: Mapping[str, Mapping[str, Within]]
    score: Score
    epss: EpssThresholds
    time_zone: str = "UTC"
    calendar: str = "every-day"
    roll: Literal["none", "next-business-day"] = "none"
    exploit_references: tuple[str, ...] = ()

    def regime_of(self, point: str, outcome: str) -> Regime | None:
        """Return the clock of an outcome; None where it has no due date.

        Args:
            point: id of the outcome point (``ssvc:DSOI:1.0.0``). outcome: value key.
        """
        within = self.due.get(point.rpartition(":")[0], {}).get(outcome)
        if within is None:
            return None
        return Regime(
            id=f"policy:{self.id}",
            title=self.title,
            kind="vulnerability",
            source=self.source,
            recipient=Words("", ""),
            time_zone=self.time_zone,
            calendar=self.calendar,
            pausable=True,
            steps=(Step(id=outcome, title=self.title, after="first-seen", within=within, ends="day", roll=self.roll),),
        )

    def deadline_of(
        self, point: str, outcome: str, *, first_seen: datetime, now: datetime, pauses: tuple[Pause, ...] = ()
    ) -> Deadline | None:
        """Return when a finding with an outcome is due; None where the outcome has no due date."""
        regime = self.regime_of(point, outcome)
        if regime is None:
            return None
        return deadlines_of(regime, events={"first-seen": first_seen}, done={}, pauses=pauses, now=now)[0]


def parse_policy(data: bytes) -> Policy:
    """Parse a policy from YAML.

    Raises:
        InputError: not YAML (``catalogs.*``); ``triage.policy_form`` (with the path), ``triage.regime_within``: a time
            without unit or with several; an unknown calendar.
    """
    from kaname.catalogs.yaml_text import parse_yaml  # a scan without triage does without the YAML parser

    try:
        policy = msgspec.convert(parse_yaml(data, ""), type=Policy)
    except msgspec.ValidationError as error:
        detail, _, path = str(error).partition(" - at `")
        raise InputError(
            "triage.policy_form", path=path.rstrip("`").removeprefix("$.") or None, detail=detail
        ) from error
    calendar_named(policy.calendar)
    for point, outcomes in policy.due.items():
        for outcome, within in outcomes.items():
            given = [name for name in Within.__struct_fields__ if getattr(within, name) is not None]
            if len(given) != 1 or within.count < 0:
                raise InputError("triage.regime_within", path=f"due.{point}.{outcome}")
    return policy


@cache
def load_policy() -> Policy:
    """Return the policy that comes with Kaname."""
    return parse_policy(resources.files("kaname.triage").joinpath("policies", "default.yaml").read_bytes())
