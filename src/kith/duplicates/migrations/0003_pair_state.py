from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duplicates", "0002_pair"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pair",
            name="state",
            field=models.CharField(
                choices=[("open", "Open"), ("different", "Not the same")], default="open", max_length=10
            ),
        ),
    ]
