"""Let a step of an agreement be taken by one of its parties only, or by all of them (none named)."""

from django.db import migrations

TIE = """
ALTER TABLE relations_agreementstep ADD CONSTRAINT step_party_of_its_agreement
    FOREIGN KEY (agreement_id, party_id) REFERENCES relations_agreement_parties (agreement_id, country_id)
    DEFERRABLE INITIALLY DEFERRED;
"""

UNTIE = "ALTER TABLE relations_agreementstep DROP CONSTRAINT step_party_of_its_agreement;"


class Migration(migrations.Migration):
    dependencies = [("relations", "0003_let_editors_find_by_name")]

    operations = [migrations.RunSQL(TIE, UNTIE)]
