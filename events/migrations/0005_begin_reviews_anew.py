"""Take «approved» back from what was loaded before reviews meant anything: nobody had approved it."""

from django.db import migrations

TABLES = ["event"]
ANEW = "UPDATE events_{} SET review_state = 'draft' WHERE review_state = 'approved' AND approved_by = '';"


class Migration(migrations.Migration):
    dependencies = [("events", "0004_review_in_the_newsroom")]

    operations = [migrations.RunSQL(ANEW.format(table), migrations.RunSQL.noop) for table in TABLES]
