"""Keep names folded beside themselves: folding thousands of hits anew takes longer than somebody types.

The columns are the database's own, written by itself at each change; no model names them.
"""

from django.db import migrations

KEEP = """
ALTER TABLE relations_official
    ADD COLUMN folded text GENERATED ALWAYS AS (fold_name(display_name)) STORED,
    ADD COLUMN sort_folded text GENERATED ALWAYS AS (fold_name(sort_name)) STORED,
    ADD COLUMN family_folded text GENERATED ALWAYS AS (fold_name(family_name)) STORED;
ALTER TABLE relations_namevariant ADD COLUMN folded text GENERATED ALWAYS AS (fold_name(text)) STORED;
ALTER TABLE relations_office ADD COLUMN folded text GENERATED ALWAYS AS (fold_name(title)) STORED;
DROP INDEX official_by_fold, official_by_sort_fold, variant_by_fold, office_by_fold;
CREATE INDEX official_by_fold ON relations_official USING gin (folded gin_trgm_ops);
CREATE INDEX official_by_sort_fold ON relations_official (sort_folded text_pattern_ops);
CREATE INDEX official_by_family_fold ON relations_official (family_folded);
CREATE INDEX variant_by_fold ON relations_namevariant USING gin (folded gin_trgm_ops);
CREATE INDEX office_by_fold ON relations_office USING gin (folded gin_trgm_ops);
"""

FOLD_ANEW = """
ALTER TABLE relations_official DROP COLUMN folded, DROP COLUMN sort_folded, DROP COLUMN family_folded;
ALTER TABLE relations_namevariant DROP COLUMN folded;
ALTER TABLE relations_office DROP COLUMN folded;
CREATE INDEX official_by_fold ON relations_official USING gin (fold_name(display_name) gin_trgm_ops);
CREATE INDEX official_by_sort_fold ON relations_official (fold_name(sort_name) text_pattern_ops);
CREATE INDEX variant_by_fold ON relations_namevariant USING gin (fold_name(text) gin_trgm_ops);
CREATE INDEX office_by_fold ON relations_office USING gin (fold_name(title) gin_trgm_ops);
"""


class Migration(migrations.Migration):
    dependencies = [("relations", "0009_walk_the_queue")]

    operations = [migrations.RunSQL(KEEP, FOLD_ANEW)]
