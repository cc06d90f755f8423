from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duplicates", "0004_forget_split_merges"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="merge",
            name="split_at",
        ),
        migrations.AddField(
            model_name="merge",
            name="stayed",
            field=models.JSONField(default=dict),
        ),
    ]
