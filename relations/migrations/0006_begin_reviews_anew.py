"""Take «approved» back from what was loaded before reviews meant anything: nobody had approved it."""

from django.db import migrations

TABLES = ["country", "sector", "official", "relation", "agreement"]
ANEW = "UPDATE relations_{} SET review_state = 'draft' WHERE review_state = 'approved' AND approved_by = '';"


class Migration(migrations.Migration):
    dependencies = [("relations", "0005_review_in_the_newsroom")]

    operations = [migrations.RunSQL(ANEW.format(table), migrations.RunSQL.noop) for table in TABLES]
