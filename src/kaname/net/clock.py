"""Waiting and chance, behind an interface, so that tests neither wait nor gamble."""

import random
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What a client needs to know about time."""

    def monotonic_seconds(self) -> float:
        """Return seconds since any fixed moment; never goes back."""
        ...

    def utc_now(self) -> datetime:
        """Return the time of day, aware UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait for a number of seconds."""
        ...

    def chance(self) -> float:
        """Return a number from 0 up to 1, for jitter."""
        ...


class SystemClock:
    """The clock and the random source of the machine."""

    def monotonic_seconds(self) -> float:
        """Return the monotonic clock."""
        return time.monotonic()

    def utc_now(self) -> datetime:
        """Return the time of day."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait for a number of seconds."""
        time.sleep(seconds)

    def chance(self) -> float:
        """Return a number from 0 up to 1."""
        return random.random()
