"""What the patterns leave is judged by examples: help before a boundary, and neither in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety.learned import Found, LearnedSafety
from knowledge.language.encoder import Encoder

EXAMPLES = {
    "emergency": [
        "a man with a bat is outside our door right now",
        "they are breaking in and we are hiding upstairs",
        "someone is following me home and he has a knife",
        "my neighbour is attacking his wife this minute",
    ],
    "distress": [
        "i do not want to be here any more",
        "nobody would miss me if i was gone",
        "i cannot see a way to carry on living",
        "i have written the goodbye letters",
    ],
    "hate_crime": [
        "he shouted at my mum to go back to her country",
        "they wrote racist words on our shop last night",
        "a woman spat at me on the bus because of my scarf",
        "my son was called racist names by a gang",
    ],
    "discrimination": [
        "my boss never promotes anyone who is black",
        "the landlord said no when he heard my accent",
        "i was refused service because i am a traveller",
        "they turned me down for the job for wearing a turban",
    ],
    "abuse": [
        "you are a useless lump of tin",
        "your whole office is a bunch of spongers",
        "what a brainless pile of junk you are",
        "you lot could not run a bath",
        "everybody at your place is as thick as mince",
    ],
    "harmless": [
        "what is the taskforce for",
        "who chairs the taskforce",
        "where can i read the plan",
        "this page is useless on my old phone",
        "my history essay is on the bus boycott",
        "how many members are there",
        "when was race forward published",
        "that film about the riots was painful to watch",
        "i am proud of my two languages",
        "thank you for the answer",
    ],
}


@pytest.fixture(scope="module")
def learned(encoder: Encoder) -> LearnedSafety:
    """Learned from a few examples of each kind."""
    rows = [(text, act) for act, texts in EXAMPLES.items() for text in texts]
    texts = [text for text, _ in rows]
    return LearnedSafety.fit(texts, encoder.encode(texts), [act for _, act in rows])


def find(learned: LearnedSafety, encoder: Encoder, text: str) -> Found:
    return learned.find(text, encoder.encode([text])[0])


def test_a_call_for_help_in_other_words_gets_the_help_that_fits(
    learned: LearnedSafety, encoder: Encoder
) -> None:
    assert find(learned, encoder, "there is a man at our door with a bat").act == "emergency"
    assert find(learned, encoder, "they would not miss me if i was gone").act == "distress"
    assert not find(learned, encoder, "there is a man at our door with a bat").harmless


def test_ordinary_questions_and_grumbles_are_neither(
    learned: LearnedSafety, encoder: Encoder
) -> None:
    for text in ("who is the chair", "when was the plan published", "my phone is useless"):
        assert find(learned, encoder, text).act is None, text


def test_nobody_of_the_calibration_questions_who_is_not_abusive_is_met_with_a_boundary(
    learned: LearnedSafety, encoder: Encoder
) -> None:
    calm = ["you are a useful lot", "your office is a bunch of rooms", "where is your office"]
    learned.calibrate(calm, encoder.encode(calm), ["harmless"] * len(calm))

    assert all(find(learned, encoder, text).act != "abuse" for text in calm)


def test_what_was_saved_judges_as_what_was_learned(
    learned: LearnedSafety, encoder: Encoder, tmp_path: Path
) -> None:
    learned.save(tmp_path)
    again = LearnedSafety.load(tmp_path)
    text = "what a useless pile of tin you are"
    vector = encoder.encode([text])[0]

    assert again.values(text, vector) == pytest.approx(learned.values(text, vector))
    assert again.thresholds == learned.thresholds
