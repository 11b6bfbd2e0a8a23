"""Index titles and date bounds for editors' search and filters, so that a list costs the same at any size."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_keep_rows_in_their_meetings_event"),
        ("relations", "0003_let_editors_find_by_name"),
    ]

    operations = [
        migrations.AddIndex("event", models.Index(models.F("start__earliest"), name="event_by_earliest")),
        migrations.AddIndex("event", models.Index(models.F("start__latest"), name="event_by_latest")),
        migrations.AddIndex(
            "event", GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="event_by_title")
        ),
    ]
