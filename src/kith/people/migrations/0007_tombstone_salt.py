from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_related_and_tombstone")]

    operations = [
        migrations.AddField("tombstone", "salt", models.CharField(default="", max_length=32), preserve_default=False)
    ]
