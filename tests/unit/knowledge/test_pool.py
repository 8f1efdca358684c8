"""Tasks shared among processes: replies in order, a dead worker told, nothing left behind."""

import multiprocessing
import os
import time

import pytest

from kaname.errors import IntegrityError
from kaname.knowledge.pool import iter_replies


def doubled(number: int) -> int:
    time.sleep(0.02 * (number % 3))  # later tasks end earlier
    return 2 * number + _offset[0]


def die(number: int) -> int:
    if number == 2:
        os._exit(1)
    return number


_offset = [0]


def prepare(offset: int) -> None:
    _offset[0] = offset


def test_replies_come_in_the_order_of_the_tasks() -> None:
    assert list(iter_replies(doubled, range(9), 2, prepare, (100,))) == [100 + 2 * number for number in range(9)]
    assert not multiprocessing.active_children()


def test_a_worker_that_dies_is_told() -> None:
    with pytest.raises(IntegrityError) as caught:
        list(iter_replies(die, range(6), 2))
    assert caught.value.code == "knowledge.worker_died"
    assert not multiprocessing.active_children()


def test_closing_drops_what_waits() -> None:
    replies = iter_replies(doubled, range(1000), 2)
    assert next(replies) == 0
    replies.close()
    assert not multiprocessing.active_children()
