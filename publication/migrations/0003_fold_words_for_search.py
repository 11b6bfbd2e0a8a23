"""Make the text search configuration of the record: English stems, accents folded."""

from django.db import migrations

MAKE = """
CREATE TEXT SEARCH CONFIGURATION chancery (COPY = english);
ALTER TEXT SEARCH CONFIGURATION chancery
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
"""


class Migration(migrations.Migration):
    dependencies = [("publication", "0002_freeze_the_ledger")]

    operations = [migrations.RunSQL(MAKE, "DROP TEXT SEARCH CONFIGURATION chancery")]
