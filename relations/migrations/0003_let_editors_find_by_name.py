"""Index names and titles for editors' search, so that typing finds a record in a table of any size."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0002_hold_passages_to_their_source"),
        ("publication", "0001_ledger_and_reading_tables"),  # makes the extension for trigrams
    ]

    operations = [
        migrations.AddIndex(
            "agreement", GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="agreement_by_title")
        ),
        migrations.AddIndex("official", models.Index(fields=["sort_name", "id"], name="official_in_order")),
        migrations.AddIndex(
            "official",
            GinIndex(
                OpClass(Upper("display_name"), "gin_trgm_ops"),
                OpClass(Upper("sort_name"), "gin_trgm_ops"),
                name="official_by_name",
            ),
        ),
        migrations.AddIndex(
            "source",
            GinIndex(
                OpClass(Upper("title"), "gin_trgm_ops"),
                OpClass(Upper("url"), "gin_trgm_ops"),
                name="source_by_title",
            ),
        ),
    ]
