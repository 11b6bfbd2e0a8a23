"""Put the serial into the indexes by date, so that a list as of an instant passes over what came later."""

from django.db import migrations, models

FILL = """
UPDATE publication_part AS p SET serial = l.serial FROM publication_listing AS l WHERE l.id = p.listing_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0008_search_newest_first'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_by_date',
        ),
        migrations.RemoveIndex(
            model_name='part',
            name='part_by_date',
        ),
        migrations.AddField(
            model_name='part',
            name='serial',
            field=models.BigIntegerField(default=0, help_text='The edition it stands in.'),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(models.F('type'), models.OrderBy(models.F('sort_on'), descending=True), models.OrderBy(models.F('id'), descending=True), models.F('serial'), condition=models.Q(('state', 'published')), name='listing_by_date'),
        ),
        migrations.AddIndex(
            model_name='part',
            index=models.Index(models.OrderBy(models.F('sort_on'), descending=True), models.OrderBy(models.F('id'), descending=True), models.F('serial'), name='part_by_date'),
        ),
    ]
