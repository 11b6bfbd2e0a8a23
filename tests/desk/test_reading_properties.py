"""Whatever a story says, its sentences and passages are its own words, and a difference is both texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from desk.reading.sentences import sentences
from desk.review.wording import GONE, NEW, runs
from relations.models import Source

stories = some.text() | some.text(some.sampled_from("Aa. \n\t\r!?…:«»\"'0Dr,"))


@given(stories)
def test_sentences_follow_one_another_and_leave_out_space_alone(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert not text[end : sentence.start].strip()
        said = text[sentence.start : sentence.end]
        assert said
        assert said == said.strip()
        end = sentence.end
    assert not text[end:].strip()


@given(stories, some.data())
def test_a_passage_is_the_texts_own_words(text: str, data: some.DataObject) -> None:
    start = data.draw(some.integers(0, len(text)))
    end = data.draw(some.integers(start, len(text)))
    passage = Source(text=text).passage(start, end)
    around = f"{passage.prefix}{passage.exact}{passage.suffix}"
    assert passage.exact == text[start:end]
    assert text[start - len(passage.prefix) :].startswith(around)


@given(stories, stories)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    found = runs(old, new)
    assert "".join(run.text for run in found if run.kind != NEW) == old
    assert "".join(run.text for run in found if run.kind != GONE) == new


@given(stories)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(run.kind not in (GONE, NEW) for run in runs(text, text))
