from __future__ import annotations

from typing import Any

from django.db import migrations

from kith.folding import fold


def fold_names(apps: Any, _editor: object) -> None:
    """Fill the column by which names are found, which saving keeps from now on."""
    User = apps.get_model("accounts", "User")
    some = []
    for user in User.objects.exclude(name="").only("pk", "name").iterator(chunk_size=500):
        user.folded_name = fold(user.name)
        some.append(user)
    User.objects.bulk_update(some, ["folded_name"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_user_folded_name")]

    operations = [migrations.RunPython(fold_names, migrations.RunPython.noop)]
