"""What the book announces about its people. Each is sent with the class Person as sender."""

from __future__ import annotations

from django.dispatch import Signal

# owner, people_ids: added, edited, labelled, restored, or given another relation; with_standing: those among them who
# were added with their ties and their day to be in touch worked out (none, if not given)
people_changed = Signal()
people_merged = Signal()  # kept, absorbed: sent by duplicates, after all rows have moved
people_split = Signal()  # kept, absorbed: sent by duplicates, after a merge was taken apart
people_binned = Signal()  # owner, people_ids
people_leaving = Signal()  # owner, people_ids: about to be erased for good; their rows are still there
# owner, people_ids, traces (people.traces.Traces): erased for good, and nothing of them may remain; sent before people_leaving
people_erased = Signal()
