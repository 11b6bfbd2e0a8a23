"""Loading the reference data: complete, idempotent, and never over an editor's work unless asked."""

from __future__ import annotations

import pytest

from relations.dates import PartialDate
from relations.models import Country, Sector
from relations.reference.countries import country_rows
from relations.reference.loading import load_countries, load_sectors
from relations.reference.sectors import sector_rows


@pytest.mark.django_db
def test_loading_makes_a_working_copy_of_every_country_and_sector() -> None:
    assert set(load_countries().made) == {row.code for row in country_rows()}
    assert set(load_sectors().made) == {row.slug for row in sector_rows()}
    kazakhstan = Country.objects.get(key="KZ")
    assert (kazakhstan.name, kazakhstan.capital, kazakhstan.alpha_3) == ("Kazakhstan", "Astana", "KAZ")
    assert kazakhstan.lat is not None
    assert float(kazakhstan.lat) == 51.1667
    union = Country.objects.get(key="SUHH")
    assert union.existed_until == PartialDate.parse("1991-12-25")
    assert {"KZ", "RU", "UA"} < set(union.successors.values_list("key", flat=True))
    medicine = Sector.objects.get(key="military-medicine")
    assert medicine.parent is not None
    assert medicine.parent.key == "defence"


@pytest.mark.django_db
def test_every_shipped_row_satisfies_the_models() -> None:
    load_countries()
    load_sectors()
    for record in (*Country.objects.all(), *Sector.objects.select_related("parent")):
        record.full_clean(validate_unique=False, validate_constraints=True)


@pytest.mark.django_db
def test_loading_again_writes_nothing() -> None:
    load_countries()
    load_sectors()
    before = list(Country.objects.values_list("key", "lock_version", "updated_at").order_by("key"))
    for again in (load_countries(), load_countries(replace=True), load_sectors(), load_sectors(replace=True)):
        assert (again.made, again.changed) == ((), ())
    assert list(Country.objects.values_list("key", "lock_version", "updated_at").order_by("key")) == before


@pytest.mark.django_db
def test_loading_leaves_an_editors_work_alone() -> None:
    load_countries()
    Country.objects.filter(key="KZ").update(name="Qazaqstan")
    assert "KZ" in load_countries().kept
    assert Country.objects.get(key="KZ").name == "Qazaqstan"


@pytest.mark.django_db
def test_replacing_sets_copies_back_and_makes_open_forms_stale() -> None:
    load_countries()
    load_sectors()
    Country.objects.filter(key="KZ").update(name="Qazaqstan")
    Country.objects.get(key="CSHH").successors.clear()
    Sector.objects.filter(key="rail").update(parent=None)
    written = Country.objects.get(key="KZ").updated_at
    assert set(load_countries(replace=True).changed) == {"KZ", "CSHH"}
    assert load_sectors(replace=True).changed == ("rail",)
    kazakhstan = Country.objects.get(key="KZ")
    assert (kazakhstan.name, kazakhstan.lock_version) == ("Kazakhstan", 2)
    assert kazakhstan.updated_at >= written
    assert set(Country.objects.get(key="CSHH").successors.values_list("key", flat=True)) == {"CZ", "SK"}
    rail = Sector.objects.get(key="rail")
    assert rail.parent is not None
    assert rail.parent.key == "transport-and-logistics"


@pytest.mark.django_db
def test_a_missing_copy_is_made_again_beside_the_kept_ones() -> None:
    load_countries()
    load_sectors()
    Country.objects.filter(key="CSHH").delete()
    Sector.objects.filter(key="rail").delete()
    assert load_countries().made == ("CSHH",)
    assert load_sectors().made == ("rail",)
    assert Country.objects.get(key="CSHH").successors.count() == 2
