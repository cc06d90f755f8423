"""What interactions announce; ties and cadences listen in their reactions.py. Each is sent with the class Interaction.

Whoever writes interactions in bulk (imports, merges) sends interactions_changed once, after the rows are there, with
people_ids=None for the whole book.
"""

from __future__ import annotations

from django.dispatch import Signal

interactions_changed = Signal()  # owner, people_ids, interaction (None: many), on (the user's today)
follow_up_changed = Signal()  # owner, people_ids, before, after (a day, or None), note, on
