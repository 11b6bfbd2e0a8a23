"""Refuse every update, delete and truncate of the ledger, whoever asks; no setting switches it off."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION publication_ledger_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger is append-only: % on publication_edition is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_rows_are_frozen BEFORE UPDATE OR DELETE ON publication_edition
    FOR EACH ROW EXECUTE FUNCTION publication_ledger_is_frozen();
CREATE TRIGGER ledger_is_frozen BEFORE TRUNCATE ON publication_edition
    FOR EACH STATEMENT EXECUTE FUNCTION publication_ledger_is_frozen();
ALTER TABLE publication_edition ENABLE ALWAYS TRIGGER ledger_rows_are_frozen;
ALTER TABLE publication_edition ENABLE ALWAYS TRIGGER ledger_is_frozen;
"""

THAW = """
DROP TRIGGER ledger_is_frozen ON publication_edition;
DROP TRIGGER ledger_rows_are_frozen ON publication_edition;
DROP FUNCTION publication_ledger_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_ledger_and_reading_tables")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
