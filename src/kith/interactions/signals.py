"""What interactions announce; ties and cadences listen in their reactions.py.

interactions_changed: owner, people_ids, interaction (None where many changed at once), on (the user's today).
follow_up_changed: owner, people_ids, before, after (days, or None), on.
"""

from __future__ import annotations

from django.dispatch import Signal

interactions_changed = Signal()
follow_up_changed = Signal()
