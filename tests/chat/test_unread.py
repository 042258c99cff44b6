"""What a beat and its answer say about what was read."""

from chat.unread import Unread


def test_the_number_of_a_beat_cannot_be_guessed():
    unread = Unread()
    unread.add(10)
    number = unread.beat()
    assert not any(unread.answered(guess) for guess in (0, 1, 2, 3, number - 1, number + 1))
    assert number not in {Unread().beat() for _ in range(10)}


def test_an_answer_says_that_all_before_the_beat_was_read():
    unread = Unread()
    unread.add(100)
    first = unread.beat()
    unread.add(50)
    second = unread.beat()
    unread.add(7)
    assert (unread.size, unread.since_beat) == (157, 7)
    assert unread.answered(first)
    assert unread.size == 57
    assert (unread.answered(first), unread.size) == (False, 57)
    assert unread.answered(second)
    assert (unread.size, unread.since_beat) == (7, 7)


def test_an_earlier_beat_answered_late_changes_nothing():
    unread = Unread()
    first, second = (unread.add(10), unread.beat())[1], (unread.add(10), unread.beat())[1]
    assert unread.answered(second)
    assert (unread.answered(first), unread.size) == (False, 0)
