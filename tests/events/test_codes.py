"""Our words are found in the codebooks of others, or known not to be there."""

import pytest

from events.codes import codes_for_act, codes_for_kind, codes_for_step
from publication.vocabulary import Act, AgreementStepKind, EventKind


@pytest.mark.parametrize("kind", EventKind.values)
def test_every_event_kind_has_its_row(kind):
    assert codes_for_kind(kind).codebook == "CAMEO 1.1b3; PLOVER 2021"


@pytest.mark.parametrize("act", Act.values)
def test_every_act_has_its_row(act):
    assert codes_for_act(act).codebook


@pytest.mark.parametrize("step", AgreementStepKind.values)
def test_every_agreement_step_has_its_row(step):
    assert codes_for_step(step).codebook


def test_a_visit_is_042_and_a_consultation():
    assert codes_for_kind("visit")[1:] == ("042", "CONSULT")


def test_intent_to_agree_on_a_military_matter_is_narrower_than_intent_to_agree():
    assert codes_for_step("intent_expressed", "military")[1:] == ("0312", "AGREE")
    assert codes_for_step("intent_expressed", "culture")[1:] == ("030", "AGREE")


def test_a_word_without_a_code_has_none():
    assert codes_for_act("conveyed_greetings")[1:] == (None, None)


def test_a_word_outside_the_vocabulary_is_refused():
    with pytest.raises(KeyError):
        codes_for_kind("summit")
