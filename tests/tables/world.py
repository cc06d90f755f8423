"""What tables hold in the world in which it is tried who sees what."""

from __future__ import annotations

from kith.meetings.models import RSVP
from kith.tables import actions
from kith.tables.models import Table
from tests import make
from tests.architecture.worlds_of_groups import Who, World

POLICY: dict[str, Who] = {
    "tables:board": Who.ORGANISER,
    "tables:settings": Who.ORGANISER,
    "tables:solve": Who.ORGANISER,
    "tables:everyone": Who.ORGANISER,
    "tables:who_comes": Who.ORGANISER,
    "tables:walk_ins": Who.ORGANISER,
    "tables:hosts": Who.ORGANISER,
    "tables:move": Who.ORGANISER,
    "tables:wishes": Who.ORGANISER,
    "tables:forget_wish": Who.ORGANISER,
    "tables:show": Who.ORGANISER,
    "tables:clock": Who.ORGANISER,
    "tables:name_tags": Who.ORGANISER,
    "tables:table_cards": Who.ORGANISER,
    "tables:table": Who.ORGANISER,
    "tables:diner": Who.ORGANISER,
    "tables:switch_wall": Who.ORGANISER,
    "tables:mine": Who.CONCERNED,  # those who sit at the tables
    "tables:wall": Who.ANYBODY,  # who has its secret address
}


def fill(world: World) -> None:
    """Make at least one row of each model, with the world's word in every text."""
    meeting = make.meeting(world.group, f"{world.text} tables")
    for user in (world.organiser, world.member, world.guest):
        RSVP.objects.create(meeting=meeting, user=user, answered_at=make.NOW)
    plan = actions.start_plan(meeting, at=make.NOW, size=2, rounds_wanted=2)
    actions.add_walk_ins(plan, [f"{world.text} Zeno"], at=make.NOW)
    table = Table.objects.create(plan=plan, number=1)
    actions.name_table(table, name=world.text, seats=3, at=make.NOW)
    one, other, *_rest = plan.diners.all()
    actions.add_wish(one, other, "apart", at=make.NOW)
    for diner in plan.diners.all():
        actions.move(diner, plan.rounds.get(number=1), table, at=make.NOW)
    actions.show(plan, at=make.NOW)
    actions.turn_wall_on(plan)
