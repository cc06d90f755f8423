"""Merges that were taken apart are no longer kept; there is nothing to bring back when this is reversed."""

from django.db import migrations


def forget(apps, _schema_editor):
    apps.get_model("duplicates", "Merge").objects.exclude(split_at=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("duplicates", "0003_pair_state"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
