"""Take a passage of a source whose text lies elsewhere: there is no text here that it could contradict."""

from django.db import migrations

HOLD = """
CREATE OR REPLACE FUNCTION relations_passage_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole text;
    hash text;
BEGIN
    SELECT text, sha256 INTO whole, hash FROM relations_source WHERE id = NEW.source_id;
    IF whole = '' AND hash <> '' THEN
        RETURN NEW;
    END IF;
    IF NEW."end" > length(whole) THEN
        RAISE EXCEPTION 'The passage ends at %, after the end of the source''s text at %.', NEW."end", length(whole)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_inside_text';
    END IF;
    IF substring(whole FROM NEW.start + 1 FOR NEW."end" - NEW.start) <> NEW.exact THEN
        RAISE EXCEPTION 'The passage does not read as the source''s text does from % to %.', NEW.start, NEW."end"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_reads_as_text';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("relations", "0011_walk_what_nobody_touched")]

    operations = [migrations.RunSQL(HOLD, migrations.RunSQL.noop)]
