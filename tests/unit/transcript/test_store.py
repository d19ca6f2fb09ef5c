"""What is said is kept in order, sealed, once, and no longer than the conversation goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.transcript.models import ConversationRow, MessageRow
from bot.transcript.seal import nameless
from bot.transcript.session import Session
from bot.transcript.store import Over, Transcript

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
KEPT = timedelta(minutes=30)
SECRET = "My neighbour shouts at me"


def session(name: str = "web:1", key: str = "key", opened: datetime = NOON) -> Session:
    return Session(name, key, opened)


def said(text: str = SECRET) -> dict[str, str]:
    return {"from": "person", "text": text}


def reply(text: str = "Here is help") -> dict[str, str]:
    return {"from": "assistant", "kind": "answer", "text": text}


@pytest.fixture
def transcript(engine: Engine) -> Transcript:
    return Transcript(engine, KEPT)


def ask(transcript: Transcript, id: str = "a", who: Session | None = None) -> int:
    who = who or session()
    n = int(transcript.begin(who, id, said(), NOON).message["n"])
    transcript.answer(who, n, [reply("one"), reply("two")], NOON)
    return n


def test_messages_are_counted_in_the_order_they_are_shown(transcript: Transcript) -> None:
    ask(transcript, "a")
    ask(transcript, "b")

    told = transcript.messages(session(), 0, NOON)

    assert [(m["n"], m["from"], m.get("to")) for m in told] == [
        (1, "person", None), (2, "assistant", 1), (3, "assistant", 1),
        (4, "person", None), (5, "assistant", 4), (6, "assistant", 4),
    ]  # fmt: skip
    assert [m["n"] for m in transcript.messages(session(), 4, NOON)] == [5, 6]


def test_a_copy_of_the_database_shows_nothing_of_what_was_said(
    transcript: Transcript, engine: Engine
) -> None:
    ask(transcript)

    with engine.connect() as connection:
        rows = [str(tuple(row)) for row in connection.execute(select(MessageRow.__table__))]
    assert len(rows) == 3
    assert not any("neighbour" in row or "help" in row or "answer'" in row for row in rows)


def test_another_key_opens_nothing(transcript: Transcript) -> None:
    n = ask(transcript)
    thief = session(key="another")

    assert transcript.messages(thief, 0, NOON) == []
    assert transcript.message(thief, n) is None


def test_another_conversation_with_the_same_key_has_its_own(transcript: Transcript) -> None:
    ask(transcript)

    assert transcript.messages(session("web:2"), 0, NOON) == []
    assert ask(transcript, "a", session("web:2")) == 1


def test_the_same_id_is_the_same_message_with_the_same_replies(transcript: Transcript) -> None:
    ask(transcript, "a")

    again = transcript.begin(session(), "a", said("something else"), NOON)

    assert (again.message["n"], again.message["text"]) == (1, SECRET)
    assert [r["text"] for r in again.replies or ()] == ["one", "two"]
    assert len(transcript.messages(session(), 0, NOON)) == 3


def test_a_message_that_was_never_answered_is_asked_anew_under_its_number(
    transcript: Transcript,
) -> None:
    transcript.begin(session(), "a", said(), NOON)
    ask(transcript, "b")

    again = transcript.begin(session(), "a", said(), NOON)

    assert (again.message["n"], again.replies) == (1, None)
    late = transcript.answer(session(), 1, [reply("late")], NOON)
    assert late is not None
    assert (late[0]["n"], late[0]["to"]) == (5, 1)


def test_there_are_never_two_answers_to_one_message(transcript: Transcript) -> None:
    transcript.begin(session(), "a", said(), NOON)

    first = transcript.answer(session(), 1, [reply("first")], NOON)
    second = transcript.answer(session(), 1, [reply("second")], NOON)

    assert first == second
    assert [m.get("text") for m in transcript.messages(session(), 1, NOON)] == ["first"]


def test_two_processes_at_the_same_moment_keep_one_message(engine: Engine) -> None:
    def one(_: int) -> int:
        return int(Transcript(engine, KEPT).begin(session(), "a", said(), NOON).message["n"])

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(one, range(16))) == {1}


def test_messages_at_the_same_moment_get_numbers_of_their_own(engine: Engine) -> None:
    def one(id: int) -> int:
        return int(Transcript(engine, KEPT).begin(session(), f"{id}", said(), NOON).message["n"])

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(one, range(16))) == list(range(1, 17))


def test_a_quiet_conversation_is_over_and_deleted(transcript: Transcript, engine: Engine) -> None:
    ask(transcript)
    later = NOON + KEPT

    with pytest.raises(Over):
        transcript.messages(session(), 0, later)
    with pytest.raises(Over):
        transcript.begin(session(), "b", said(), later)
    with engine.connect() as connection:
        assert connection.execute(select(MessageRow.n)).all() == []


def test_a_conversation_that_goes_on_is_kept(transcript: Transcript) -> None:
    ask(transcript)
    transcript.begin(session(), "b", said(), NOON + KEPT / 2)

    assert len(transcript.messages(session(), 0, NOON + KEPT)) == 4


def test_a_session_of_a_conversation_that_was_cleared_away_is_over(transcript: Transcript) -> None:
    ask(transcript)
    later = NOON + 2 * KEPT

    assert transcript.purge(later) == 1

    with pytest.raises(Over):
        transcript.begin(session(), "b", said(), later)


def test_only_quiet_conversations_are_cleared_away(transcript: Transcript, engine: Engine) -> None:
    ask(transcript)
    other = session("web:2", opened=NOON + KEPT)
    transcript.begin(other, "a", said(), NOON + KEPT)

    assert transcript.purge(NOON + KEPT) == 1
    assert transcript.purge(NOON + KEPT) == 0
    assert len(transcript.messages(other, 0, NOON + KEPT)) == 1
    with engine.connect() as connection:
        assert connection.execute(select(MessageRow.conversation)).scalars().all() == ["web:2"]


def test_what_a_person_ends_is_deleted_and_cannot_go_on(
    transcript: Transcript, engine: Engine
) -> None:
    ask(transcript)

    transcript.end(session(), NOON)

    with pytest.raises(Over):
        transcript.begin(session(), "b", said(), NOON)
    with pytest.raises(Over):
        transcript.messages(session(), 0, NOON)
    with engine.connect() as connection:
        assert connection.execute(select(MessageRow.n)).all() == []
    transcript.purge(NOON + KEPT)
    with engine.connect() as connection:
        assert connection.execute(select(ConversationRow.id)).all() == []


def test_replies_that_come_after_the_end_are_not_kept(
    transcript: Transcript, engine: Engine
) -> None:
    transcript.begin(session(), "a", said(), NOON)
    transcript.end(session(), NOON)

    assert transcript.answer(session(), 1, [reply()], NOON) is None
    with engine.connect() as connection:
        assert connection.execute(select(MessageRow.n)).all() == []


def test_a_message_can_be_marked(transcript: Transcript) -> None:
    ask(transcript)

    transcript.change(session(), 2, useful=True)

    marked = transcript.message(session(), 2)
    assert marked is not None
    assert (marked["useful"], marked["text"], marked["n"]) == (True, "one", 2)


def test_what_is_told_unasked_is_kept_once(transcript: Transcript) -> None:
    ask(transcript)

    first = transcript.tell(session(), "enquiry:x", reply("Thank you"), NOON)
    again = transcript.tell(session(), "enquiry:x", reply("Something else"), NOON)

    assert (first["n"], again["n"], again["text"]) == (4, 4, "Thank you")
    assert transcript.told(session(), "enquiry:x") == first
    assert transcript.told(session(), "enquiry:y") is None


def test_what_stands_for_a_message_cannot_be_made_without_the_key() -> None:
    mine = nameless(session(), 2)

    assert mine == nameless(session(), 2)
    others = (session(key="another"), 2), (session("web:2"), 2), (session(), 3)
    assert mine not in [nameless(*other) for other in others]
