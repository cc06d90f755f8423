"""An index for what stands on Today: also what has become a touch since, but not what was cancelled."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("appointments", "0001_initial")]

    operations = [
        migrations.AddIndex(
            "appointment",
            models.Index(fields=["owner", "on"], name="appointment_of_day", condition=Q(cancelled_at=None)),
        ),
    ]
