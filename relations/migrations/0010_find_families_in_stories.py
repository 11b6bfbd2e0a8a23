"""Index family names as they are folded, so that those a story names are found at once."""

from django.db import migrations

INDEX = "CREATE INDEX official_by_family_fold ON relations_official (fold_name(family_name))"


class Migration(migrations.Migration):
    dependencies = [("relations", "0009_walk_the_queue")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX official_by_family_fold")]
