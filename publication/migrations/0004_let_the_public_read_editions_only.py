"""Create the role that may SELECT the published tables and nothing else, where roles may be created.

On a server where the owner of the database may not create roles, an administrator creates
``chancery_public`` beforehand; where it is there, it gets its rights here.
"""

from django.db import migrations

GRANT = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chancery_public') THEN
        BEGIN
            CREATE ROLE chancery_public LOGIN;
        EXCEPTION
            WHEN insufficient_privilege THEN
                RAISE NOTICE 'No right to create roles: public reads will use the newsroom connection.';
            WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'chancery_public') THEN
        GRANT USAGE ON SCHEMA public TO chancery_public;
        GRANT SELECT ON publication_edition, publication_listing, publication_link, publication_part,
            publication_partlink, publication_tally, publication_searchrow TO chancery_public;
    END IF;
END $$;
"""

REVOKE = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'chancery_public') THEN
        REVOKE SELECT ON publication_edition, publication_listing, publication_link, publication_part,
            publication_partlink, publication_tally, publication_searchrow FROM chancery_public;
        REVOKE USAGE ON SCHEMA public FROM chancery_public;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("publication", "0003_fold_words_for_search")]

    operations = [migrations.RunSQL(GRANT, REVOKE)]
