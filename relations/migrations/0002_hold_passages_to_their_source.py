"""Refuse a passage that lies outside its source's text or does not read as the text does there."""

from django.db import migrations

HOLD = """
CREATE FUNCTION relations_passage_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole text;
BEGIN
    SELECT text INTO whole FROM relations_source WHERE id = NEW.source_id;
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
CREATE TRIGGER passage_stands BEFORE INSERT OR UPDATE OF source_id, start, "end", exact ON relations_passage
    FOR EACH ROW EXECUTE FUNCTION relations_passage_stands();
"""

RELEASE = """
DROP TRIGGER passage_stands ON relations_passage;
DROP FUNCTION relations_passage_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("relations", "0001_who_and_what_stands")]

    operations = [migrations.RunSQL(HOLD, RELEASE)]
