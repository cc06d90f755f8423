from __future__ import annotations

from typing import Any

from django.db import migrations

from kith.folding import fold


def fold_wishes(apps: Any, _editor: object) -> None:
    """Fill the column by which asks and offers are found, which saving keeps from now on."""
    for name in ("Ask", "Offer"):
        model = apps.get_model("exchange", name)
        some = []
        for wish in model.objects.only("pk", "text", "more").iterator(chunk_size=500):
            wish.search_text = fold(f"{wish.text}\n{wish.more}")
            some.append(wish)
        model.objects.bulk_update(some, ["search_text"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_wish_search_text")]

    operations = [migrations.RunPython(fold_wishes, migrations.RunPython.noop)]
