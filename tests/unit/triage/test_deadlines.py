"""Clocks: cases computed by hand, and what is refused."""

from datetime import UTC, date, datetime

import pytest

from kaname.errors import InputError
from kaname.triage.calendar import CALENDARS, add_business_days, add_months
from kaname.triage.deadlines import Deadline, Pause, deadlines_of, load_regimes, parse_regime

REGIMES = load_regimes()
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    assert value.tzinfo is not None
    return value


def step_of(
    regime: str,
    step: str,
    *,
    events: dict[str, str] | None = None,
    done: dict[str, str] | None = None,
    pauses: list[Pause] | None = None,
    now: str = "2020-01-01T00:00:00+00:00",
) -> Deadline:
    found = deadlines_of(
        REGIMES[regime],
        events={name: moment(text) for name, text in (events or {}).items()},
        done={name: moment(text) for name, text in (done or {}).items()},
        pauses=pauses or [],
        now=moment(now),
    )
    return next(deadline for deadline in found if deadline.step == step)


# CRA Article 14, computed by hand: (regime, step, starting event or step, its time, due time in UTC).
CRA_CASES = [
    # 24 hours from awareness, wherever the clock on the wall stands
    ("cra-vulnerability", "early-warning", "awareness", "2026-11-20T09:00:00+00:00", "2026-11-21T09:00:00"),
    ("cra-vulnerability", "early-warning", "awareness", "2026-11-20T18:00:00+09:00", "2026-11-21T09:00:00"),
    ("cra-vulnerability", "early-warning", "awareness", "2026-11-20T00:00:00+09:00", "2026-11-20T15:00:00"),
    ("cra-vulnerability", "early-warning", "awareness", "2026-11-20T23:59:59-05:00", "2026-11-22T04:59:59"),
    ("cra-vulnerability", "early-warning", "awareness", "2026-12-31T20:00:00+09:00", "2027-01-01T11:00:00"),
    ("cra-vulnerability", "early-warning", "awareness", "2028-02-28T12:00:00+00:00", "2028-02-29T12:00:00"),
    ("cra-vulnerability", "early-warning", "awareness", "2027-02-28T12:00:00+00:00", "2027-03-01T12:00:00"),
    # over the ends of summer time in Brussels: 24 hours stay 24 hours
    ("cra-vulnerability", "early-warning", "awareness", "2027-03-27T12:00:00+01:00", "2027-03-28T11:00:00"),
    ("cra-vulnerability", "early-warning", "awareness", "2026-10-24T12:00:00+02:00", "2026-10-25T10:00:00"),
    # weekends and holidays do not stop hours (a Friday; Golden Week; New Year)
    ("cra-vulnerability", "early-warning", "awareness", "2026-11-20T17:30:00+09:00", "2026-11-21T08:30:00"),
    ("cra-vulnerability", "early-warning", "awareness", "2027-05-03T09:00:00+09:00", "2027-05-04T00:00:00"),
    ("cra-vulnerability", "early-warning", "awareness", "2027-01-01T00:00:00+09:00", "2027-01-01T15:00:00"),
    # 72 hours
    ("cra-vulnerability", "notification", "awareness", "2026-11-20T09:00:00+00:00", "2026-11-23T09:00:00"),
    ("cra-vulnerability", "notification", "awareness", "2026-11-20T18:00:00+09:00", "2026-11-23T09:00:00"),
    ("cra-vulnerability", "notification", "awareness", "2026-12-30T00:00:00+09:00", "2027-01-01T15:00:00"),
    ("cra-vulnerability", "notification", "awareness", "2028-02-27T06:00:00+00:00", "2028-03-01T06:00:00"),
    ("cra-vulnerability", "notification", "awareness", "2027-02-27T06:00:00+00:00", "2027-03-02T06:00:00"),
    ("cra-vulnerability", "notification", "awareness", "2026-10-23T12:00:00+02:00", "2026-10-26T10:00:00"),
    ("cra-vulnerability", "notification", "awareness", "2026-09-11T00:00:00+02:00", "2026-09-13T22:00:00"),
    (
        "cra-vulnerability",
        "notification",
        "awareness",
        "2026-11-20T09:00:00.500000+00:00",
        "2026-11-23T09:00:00.500000",
    ),
    # 14 days after a corrective measure is available, not after awareness
    ("cra-vulnerability", "final-report", "corrective-measure", "2026-11-20T09:00:00+00:00", "2026-12-04T09:00:00"),
    ("cra-vulnerability", "final-report", "corrective-measure", "2026-11-20T08:00:00+09:00", "2026-12-03T23:00:00"),
    ("cra-vulnerability", "final-report", "corrective-measure", "2026-12-20T10:00:00+00:00", "2027-01-03T10:00:00"),
    ("cra-vulnerability", "final-report", "corrective-measure", "2028-02-16T10:00:00+00:00", "2028-03-01T10:00:00"),
    ("cra-vulnerability", "final-report", "corrective-measure", "2027-02-16T10:00:00+00:00", "2027-03-02T10:00:00"),
    ("cra-vulnerability", "final-report", "corrective-measure", "2027-03-20T12:00:00+01:00", "2027-04-03T11:00:00"),
    ("cra-vulnerability", "final-report", "corrective-measure", "2026-12-01T00:00:00+09:00", "2026-12-14T15:00:00"),
    # incident: 24 and 72 hours
    ("cra-incident", "early-warning", "awareness", "2026-11-30T23:00:00+00:00", "2026-12-01T23:00:00"),
    ("cra-incident", "notification", "awareness", "2026-11-30T23:00:00+00:00", "2026-12-03T23:00:00"),
    # incident: one month after the notification was submitted, with month ends
    ("cra-incident", "final-report", "notification", "2026-11-20T09:00:00+00:00", "2026-12-20T09:00:00"),
    ("cra-incident", "final-report", "notification", "2027-01-31T09:00:00+00:00", "2027-02-28T09:00:00"),
    ("cra-incident", "final-report", "notification", "2028-01-31T09:00:00+00:00", "2028-02-29T09:00:00"),
    ("cra-incident", "final-report", "notification", "2027-02-28T09:00:00+00:00", "2027-03-28T09:00:00"),
    ("cra-incident", "final-report", "notification", "2027-03-31T09:00:00+00:00", "2027-04-30T09:00:00"),
    ("cra-incident", "final-report", "notification", "2026-12-31T23:59:59+00:00", "2027-01-31T23:59:59"),
    # … where the day in UTC is another than the day in Tokyo
    ("cra-incident", "final-report", "notification", "2027-02-01T05:00:00+09:00", "2027-02-28T20:00:00"),
    ("cra-incident", "final-report", "notification", "2027-05-01T08:59:59+09:00", "2027-05-30T23:59:59"),
    ("cra-incident", "final-report", "notification", "2027-08-31T12:00:00-04:00", "2027-09-30T16:00:00"),
    # a leap day, and an offset of half an hour
    ("cra-incident", "final-report", "notification", "2028-02-29T00:00:00+00:00", "2028-03-29T00:00:00"),
    ("cra-vulnerability", "notification", "awareness", "2026-12-24T18:45:00+05:30", "2026-12-27T13:15:00"),
    ("cra-vulnerability", "final-report", "corrective-measure", "2027-12-31T23:30:00+05:45", "2028-01-14T17:45:00"),
    # the last second of a year in Tokyo is the afternoon of that day in UTC
    ("cra-incident", "early-warning", "awareness", "2026-12-31T23:59:59+09:00", "2027-01-01T14:59:59"),
]


@pytest.mark.parametrize(("regime", "step", "event", "at", "due"), CRA_CASES)
def test_cra_clocks_as_computed_by_hand(regime: str, step: str, event: str, at: str, due: str) -> None:
    steps = {each.id for each in REGIMES[regime].steps}
    deadline = step_of(regime, step, **{"done" if event in steps else "events": {event: at}})  # type: ignore[arg-type]
    assert deadline.due == moment(due + "+00:00")


def test_cra_clocks_do_not_pause() -> None:
    pause = Pause(start=moment("2026-11-20T10:00:00+00:00"), end=moment("2026-11-25T10:00:00+00:00"), reason="holidays")
    deadline = step_of(
        "cra-vulnerability", "early-warning", events={"awareness": "2026-11-20T09:00:00+00:00"}, pauses=[pause]
    )
    assert deadline.due == moment("2026-11-21T09:00:00+00:00")
    assert (deadline.paused_seconds, deadline.ignored_pauses) == (0, 1)


def test_a_final_report_waits_until_there_is_a_measure() -> None:
    deadline = step_of("cra-vulnerability", "final-report", events={"awareness": "2026-11-20T09:00:00+00:00"})
    assert (deadline.state, deadline.due) == ("waiting", None)


@pytest.mark.parametrize(
    ("done", "now", "state"),
    [
        (None, "2026-11-21T08:59:59+00:00", "running"),
        (None, "2026-11-21T09:00:00+00:00", "running"),
        (None, "2026-11-21T09:00:01+00:00", "missed"),
        ("2026-11-21T18:00:00+09:00", "2026-11-30T00:00:00+00:00", "met"),
        ("2026-11-21T18:00:01+09:00", "2026-11-30T00:00:00+00:00", "late"),
    ],
)
def test_states(done: str | None, now: str, state: str) -> None:
    deadline = step_of(
        "cra-incident",
        "early-warning",
        events={"awareness": "2026-11-20T09:00:00+00:00"},
        done={"early-warning": done} if done else {},
        now=now,
    )
    assert deadline.state == state


# Contract and partnership clocks, computed by hand with the Japanese calendar.
JAPAN_CASES = [
    # Friday 20 November 2026; Monday 23 is a holiday (勤労感謝の日), so the next business day is Tuesday 24
    ("first-answer", "2026-11-20T15:00:00+09:00", "2026-11-24T23:59:59+09:00"),
    # five business days: 24, 25, 26, 27, 30
    ("assessment", "2026-11-20T15:00:00+09:00", "2026-11-30T23:59:59+09:00"),
    # over the New Year closing, 29 December to 3 January (Sunday): 28 December, then 4, 5, 6, 7 January
    ("assessment", "2026-12-25T10:00:00+09:00", "2027-01-07T23:59:59+09:00"),
    # Golden Week 2027: 29 April, 3, 4, 5 May are holidays, 1 and 2 May a weekend
    ("first-answer", "2027-04-30T10:00:00+09:00", "2027-05-06T23:59:59+09:00"),
    # just before midnight in UTC is the next day in Tokyo
    ("first-answer", "2026-11-24T23:00:00+00:00", "2026-11-26T23:59:59+09:00"),
    # thirty days end on Sunday 20 December 2026, so on Monday 21
    ("fix", "2026-11-20T10:00:00+09:00", "2026-12-21T23:59:59+09:00"),
    # thirty days end on 31 December, closed until Sunday 3 January, so on Monday 4 January 2027
    ("fix", "2026-12-01T10:00:00+09:00", "2027-01-04T23:59:59+09:00"),
]


@pytest.mark.parametrize(("step", "at", "due"), JAPAN_CASES)
def test_business_days_in_japan(step: str, at: str, due: str) -> None:
    assert step_of("contract-sla", step, events={"awareness": at}).due == moment(due)


class TestPauses:
    AWARE = "2026-11-24T10:00:00+09:00"

    def pause(self, start: str, end: str | None) -> Pause:
        return Pause(start=moment(start), end=moment(end) if end else None, reason="waiting for logs from the customer")

    def test_days_of_a_pause_do_not_count(self) -> None:
        # Wednesday 25 and Thursday 26 are paused at their ends: the first business day that counts is Friday 27.
        pause = self.pause("2026-11-25T12:00:00+09:00", "2026-11-27T09:00:00+09:00")
        deadline = step_of("contract-sla", "first-answer", events={"awareness": self.AWARE}, pauses=[pause])
        assert deadline.due == moment("2026-11-27T23:59:59+09:00")

    def test_a_span_in_days_grows_by_the_pause(self) -> None:
        # 30 days to 24 December, 24:00, and two days of pause: 26 December is a Saturday, so Monday 28.
        pause = self.pause("2026-12-01T00:00:00+09:00", "2026-12-03T00:00:00+09:00")
        deadline = step_of("contract-sla", "fix", events={"awareness": self.AWARE}, pauses=[pause])
        assert deadline.due == moment("2026-12-28T23:59:59+09:00")
        assert deadline.paused_seconds == 2 * 86_400
        assert deadline.rolled_from == moment("2026-12-26T23:59:59+09:00")

    def test_a_pause_may_push_the_end_into_the_next_pause(self) -> None:
        # Due 24 December 24:00; two days push it to 26 December 24:00, into a pause of one day that starts on the 26th.
        pauses = [
            self.pause("2026-12-26T00:00:00+09:00", "2026-12-27T00:00:00+09:00"),
            self.pause("2026-12-01T00:00:00+09:00", "2026-12-03T00:00:00+09:00"),
        ]
        deadline = step_of("contract-sla", "fix", events={"awareness": self.AWARE}, pauses=pauses)
        assert deadline.paused_seconds == 3 * 86_400

    def test_pauses_before_the_start_and_after_the_end_do_not_count(self) -> None:
        pauses = [
            self.pause("2026-11-20T00:00:00+09:00", "2026-11-24T10:00:00+09:00"),
            self.pause("2027-02-01T00:00:00+09:00", "2027-02-03T00:00:00+09:00"),
        ]
        deadline = step_of("contract-sla", "fix", events={"awareness": self.AWARE}, pauses=pauses)
        assert deadline.due == moment("2026-12-24T23:59:59+09:00")

    def test_an_open_pause_has_no_due_time(self) -> None:
        pause = self.pause("2026-12-01T00:00:00+09:00", None)
        deadline = step_of(
            "contract-sla", "fix", events={"awareness": self.AWARE}, pauses=[pause], now="2026-12-05T00:00:00+09:00"
        )
        assert (deadline.state, deadline.due, deadline.paused_seconds) == ("paused", None, 4 * 86_400)

    @pytest.mark.parametrize(
        "spans",
        [
            [("2026-12-03T00:00:00+09:00", "2026-12-01T00:00:00+09:00")],
            [("2026-12-01T00:00:00+09:00", "2026-12-03T00:00:00+09:00"), ("2026-12-02T00:00:00+09:00", None)],
            [("2026-12-01T00:00:00+09:00", None), ("2026-12-02T00:00:00+09:00", None)],
        ],
    )
    def test_impossible_pauses_are_refused(self, spans: list[tuple[str, str | None]]) -> None:
        with pytest.raises(InputError) as raised:
            step_of(
                "contract-sla", "fix", events={"awareness": self.AWARE}, pauses=[self.pause(*span) for span in spans]
            )
        assert raised.value.code == "triage.pause_form"


class TestCalendar:
    def test_japanese_holidays(self) -> None:
        japan = CALENDARS["japan"]
        holidays = ["2026-01-01", "2026-05-06", "2026-09-22", "2026-11-23", "2027-03-22"]
        assert [day for day in holidays if japan(date.fromisoformat(day))] == []
        assert japan(date(2026, 12, 29))
        assert not CALENDARS["japan-offices"](date(2026, 12, 29))

    def test_no_business_days_is_the_day_itself(self) -> None:
        assert add_business_days(date(2026, 11, 22), 0, CALENDARS["japan"]) == date(2026, 11, 22)

    @pytest.mark.parametrize(
        ("day", "count", "result"),
        [
            ("2026-12-31", 2, "2027-02-28"),
            ("2026-01-15", 12, "2027-01-15"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2026-11-30", 1, "2026-12-30"),
        ],
    )
    def test_months(self, day: str, count: int, result: str) -> None:
        assert add_months(date.fromisoformat(day), count) == date.fromisoformat(result)

    def test_years_without_known_holidays_are_refused(self) -> None:
        with pytest.raises(InputError):
            CALENDARS["japan"](date(2200, 1, 4))


VALID = """
id: own
title: {en: own, ja: own}
kind: both
source: {document: d, clause: c, provenance: draft, checked: "2026-11-20"}
recipient: {en: r, ja: r}
steps:
  - {id: one, title: {en: t, ja: t}, after: awareness, within: {hours: 1}}
"""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: own", "id: [", "catalogs.not_yaml"),
        ("kind: both", "kind: never", "triage.regime_form"),
        ("kind: both", "kind: both\nextra: 1", "triage.regime_form"),
        ("{hours: 1}", "{hours: 1, days: 1}", "triage.regime_within"),
        ("{hours: 1}", "{}", "triage.regime_within"),
        ("{hours: 1}", "{hours: -1}", "triage.regime_within"),
        ("after: awareness", "after: one", "triage.regime_step_order"),
        ("kind: both", "kind: both\ncalendar: moon", "triage.unknown_calendar"),
        ("kind: both", "kind: both\ntime_zone: Moon/Sea", "triage.unknown_time_zone"),
    ],
)
def test_broken_regimes_are_refused(old: str, new: str, code: str) -> None:
    assert parse_regime(VALID.encode()).id == "own"
    with pytest.raises(InputError) as raised:
        parse_regime(VALID.replace(old, new).encode())
    assert raised.value.code == code
