"""A table of agreements becomes agreements with parties and dated steps."""

import pytest

from publication.models import Listing
from relations.models import Agreement, AgreementStep
from tests.desk.tables import TREATY, edtf, load, table
from tests.desk.test_load_again import ready, the

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(tmp_path):
    return table(tmp_path / "treaties.csv", TREATY)


def step(kind: str) -> AgreementStep:
    """Give the step of a kind."""
    return AgreementStep.objects.get(step=kind)


def test_a_row_becomes_an_agreement_with_parties_and_steps(one):
    assert "1 new" in load("agreements-csv", one)
    agreement = ready(Agreement)
    assert (agreement.key, agreement.kind) == ("agreement-on-the-upper-river", "intergovernmental_agreement")
    assert agreement.binding == "unknown"
    assert {each.key for each in agreement.parties.all()} == {"KZ", "PK"}
    assert [each.key for each in agreement.sectors.all()] == ["water"]
    assert (edtf(step("signed").date), step("signed").place, step("signed").party) == (
        "2001-02-03",
        "Astana",
        None,
    )
    assert edtf(step("entered_into_force").date) == "2002"
    assert agreement.status_step().step == "entered_into_force"
    assert agreement.problems() == []


def test_publish_makes_it_and_its_relation_public(one):
    load("agreements-csv", one, publish=True)
    assert ("agreement", "agreement-on-the-upper-river") in Listing.objects.values_list("type", "key")
    assert ("relation", "KZ-PK") in Listing.objects.values_list("type", "key")


def test_loading_again_changes_nothing_and_changed_steps_are_carried_over(one):
    load("agreements-csv", one, publish=True)
    assert "0 new, 0 changed, 1 unchanged, 0 repeats, 0 not loaded" in load(
        "agreements-csv", one, publish=True
    )
    table(one, {**TREATY, "entered_into_force": "", "signed_place": "Almaty", "terminated": "2010"})
    assert "1 changed" in load("agreements-csv", one, publish=True)
    assert (step("signed").place, edtf(step("terminated").date)) == ("Almaty", "2010")
    assert not AgreementStep.objects.filter(step="entered_into_force").exists()
    assert Listing.objects.get(type="agreement").version == 2


def test_a_step_that_an_editor_changed_is_left(one):
    load("agreements-csv", one)
    AgreementStep.objects.filter(step="signed").update(place="Our own words")
    table(one, {**TREATY, "signed_place": "Almaty"})
    assert "an editor changed the step signed as well: it is left as it is" in load("agreements-csv", one)
    assert step("signed").place == "Our own words"


def test_force_before_signature_is_loaded_with_a_warning(one):
    table(one, {**TREATY, "entered_into_force": "2000-01-01"})
    assert "loaded, with a warning: Entered into force on 2000-01-01, before it was signed" in load(
        "agreements-csv", one
    )


def test_an_agreement_without_a_step_is_loaded_and_not_published(one):
    table(one, {**TREATY, "signed": "", "entered_into_force": ""})
    assert "not published:" in load("agreements-csv", one, publish=True)
    assert the(Agreement).title == "Agreement on the Upper River"


def test_an_agreement_the_record_has_from_elsewhere_is_held_back(one):
    load("agreements-csv", one, source_name="another table")
    said = load("agreements-csv", one, publish=True)
    assert "The record has such an agreement already, as «agreement-on-the-upper-river»" in said
    assert not Listing.objects.filter(type="agreement").exists()


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"title": ""}, "title", "Every row needs a title"),
        ({"parties": "Pakistan"}, "parties", "An agreement joins two countries or more; here there is one."),
        ({"parties": "Pakistan; Prussia"}, "parties", "«Prussia» names no one country of ours"),
        ({"signed": "03/02/2001"}, "signed", ""),
        ({"text_url": "ftp://x"}, "text_url", "An address begins with http"),
    ],
)
def test_each_fault_has_its_column_and_sentence(one, cells, column, sentence):
    table(one, {**TREATY, "text_url": "", **cells})
    said = load("agreements-csv", one)
    assert f"{one}, line 2, {column} (row 1): not loaded: {sentence}" in said
    assert not Agreement.objects.exists()
