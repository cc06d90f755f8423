"""Tells what the user took out of Kith from what the calendar cancelled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appointments", "0002_appointment_of_day")]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="is_taken_out",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
