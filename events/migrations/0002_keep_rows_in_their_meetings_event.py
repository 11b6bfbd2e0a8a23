"""Let a participation or statement name only a meeting of its own event."""

from django.db import migrations

TIE = """
ALTER TABLE events_{table} ADD CONSTRAINT {table}_meeting_of_its_event
    FOREIGN KEY (meeting_id, event_id) REFERENCES events_meeting (id, event_id)
    ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""

UNTIE = "ALTER TABLE events_{table} DROP CONSTRAINT {table}_meeting_of_its_event;"


class Migration(migrations.Migration):
    dependencies = [("events", "0001_what_happened")]

    operations = [
        migrations.RunSQL(TIE.format(table=table), UNTIE.format(table=table))
        for table in ("participation", "statement")
    ]
