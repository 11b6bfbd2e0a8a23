from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def let_see(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Django makes these rows only after all migrations, so in a new database they are not there yet.
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="desk", model="token"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="view_token", defaults={"name": "Can view personal token"}
    )
    apps.get_model("auth", "Group").objects.get(name="administrator").permissions.add(permission)


def stop_seeing(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for group in apps.get_model("auth", "Group").objects.filter(name="administrator"):
        group.permissions.remove(*group.permissions.filter(codename="view_token"))


class Migration(migrations.Migration):

    dependencies = [
        ("desk", "0009_keep_answers_for_repeats"),
    ]
    operations = [migrations.RunPython(let_see, stop_seeing)]
