"""Fold names into one spelling, so that accents, scripts and romanisations find one another, and index it."""

from django.db import migrations

FOLD = r"""
CREATE FUNCTION fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(regexp_replace(regexp_replace(
        replace(replace(replace(replace(replace(replace(replace(
            translate(
                replace(replace(replace(replace(replace(replace(replace(replace(
                    translate(
                        lower(public.unaccent('public.unaccent', lower(name))),
                        'абвгдезийіклмнопрстуфъыьэәғқңөұүһ',
                        'abvgdeziiiklmnoprstufʼiʼeagqnouuh'),
                    'ж', 'zh'), 'х', 'kh'), 'ц', 'ts'), 'ч', 'ch'), 'ш', 'sh'), 'щ', 'shch'), 'ю', 'yu'), 'я', 'ya'),
                'ʼ''’`', ''),
            'dzh', 'j'), 'zh', 'j'), 'kh', 'h'), 'sh', 's'), 'q', 'k'), 'w', 'v'), 'y', 'i'),
        '([aeou])i([aeou])', '\1\2', 'g'), '([a-z])\1+', '\1', 'g'), '[^[:alnum:]]+', ' ', 'g'))
$$;
CREATE INDEX official_by_fold ON relations_official USING gin (fold_name(display_name) gin_trgm_ops);
CREATE INDEX official_by_sort_fold ON relations_official (fold_name(sort_name) text_pattern_ops);
CREATE INDEX variant_by_fold ON relations_namevariant USING gin (fold_name(text) gin_trgm_ops);
CREATE INDEX office_by_fold ON relations_office USING gin (fold_name(title) gin_trgm_ops);
"""

UNFOLD = """
DROP INDEX official_by_fold, official_by_sort_fold, variant_by_fold, office_by_fold;
DROP FUNCTION fold_name(text);
"""


class Migration(migrations.Migration):
    dependencies = [("relations", "0006_begin_reviews_anew"), ("publication", "0003_fold_words_for_search")]

    operations = [migrations.RunSQL(FOLD, UNFOLD)]
