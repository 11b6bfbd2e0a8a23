from django.db import migrations

# As `manage.py createcachetable` writes it for this engine.
MAKE = """
    CREATE TABLE "desk_cache" (
        "cache_key" varchar(255) NOT NULL PRIMARY KEY,
        "value" text NOT NULL,
        "expires" timestamp with time zone NOT NULL
    );
    CREATE INDEX "desk_cache_expires" ON "desk_cache" ("expires");
"""
DROP = 'DROP TABLE "desk_cache"'


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_see_who_is_there")]
    operations = [migrations.RunSQL(MAKE, DROP)]
