from collections.abc import Iterable, Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ALL = ("view", "add", "change", "delete")
WRITE = ("view", "add", "change")
VIEW = ("view",)

REFERENCE = ("relations.country", "relations.sector")
RECORDS = (
    "relations.official",
    "relations.relation",
    "relations.agreement",
    "relations.office",
    "relations.source",
    "events.event",
)
PARTS = (
    "relations.namevariant",
    "relations.rank",
    "relations.tenure",
    "relations.mission",
    "relations.agreementstep",
    "relations.passage",
    "events.eventcountry",
    "events.meeting",
    "events.participation",
    "events.statement",
    "events.precedence",
    "events.dispute",
    "events.disputeposition",
)
LEDGER = ("publication.edition", "publication.listing")
PEOPLE = ("auth.user", "auth.group")

MAY: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "reporter": [(REFERENCE, VIEW), (RECORDS, WRITE), (PARTS, ALL), (LEDGER, VIEW)],
    "editor": [(REFERENCE, VIEW), (RECORDS, ALL), (PARTS, ALL), (LEDGER, VIEW)],
    "administrator": [(REFERENCE, ALL), (RECORDS, ALL), (PARTS, ALL), (LEDGER, VIEW), (PEOPLE, ALL)],
}


def name_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Group = apps.get_model("auth", "Group")
    for role, rights in MAY.items():
        group, _ = Group.objects.get_or_create(name=role)
        for models, verbs in rights:
            group.permissions.add(*permissions(apps, models, verbs))


def permissions(apps: Apps, models: Iterable[str], verbs: Iterable[str]) -> Iterator[Any]:
    # Django makes these rows only after all migrations, so in a new database they are not there yet.
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for label in models:
        app, model = label.split(".")
        content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
        said = apps.get_model(app, model)._meta.verbose_name
        for verb in verbs:
            yield Permission.objects.get_or_create(
                content_type=content_type, codename=f"{verb}_{model}", defaults={"name": f"Can {verb} {said}"}
            )[0]


def forget_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=MAY).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("publication", "0001_ledger_and_reading_tables"),
        ("relations", "0001_who_and_what_stands"),
        ("events", "0001_what_happened"),
    ]
    operations = [migrations.RunPython(name_roles, forget_roles)]
