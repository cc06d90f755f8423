from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cadences", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="cadence",
            name="plan_made_on",
            field=models.DateField(editable=False, null=True),
        ),
    ]
