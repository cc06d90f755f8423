"""`kith meetings`: the meetings to come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kith.cli import ground

if TYPE_CHECKING:
    from kith.accounts.models import User
    from kith.meetings.queries import Line


@click.command("meetings")
@click.option("--all", "of_all", is_flag=True, help="Every meeting of your groups, not only those you said yes to.")
@click.option("--limit", default=20, show_default=True, help="At most so many.")
@click.option("--user", help="Whose meetings (KITH_USER).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(of_all: bool, limit: int, user: str | None, as_json: bool) -> None:
    """Print the meetings to come of your groups, in your own time zone, the next one first."""
    ground.ready()
    from django.utils import timezone

    from kith.cli.account import acting_user
    from kith.meetings import queries

    owner = acting_user(user)
    now = timezone.now()
    found = queries.meetings_for(owner, now) if of_all else queries.coming_of(owner, now)
    lines = queries.lines(found[: max(limit, 1)], owner)
    if as_json:
        click.echo(json.dumps([_record(line, owner) for line in lines], ensure_ascii=False, indent=1))
        return
    for line in lines:
        starts = line.meeting.starts_at.astimezone(owner.zone)
        said = f"  ({line.answer.get_answer_display()})" if line.answer else ""
        click.echo(f"{starts:%a %Y-%m-%d %H:%M}  {line.meeting.title}, {line.meeting.group.name}{said}")
    if not lines:
        click.echo("Nothing is to come." if of_all else "You have said yes to nothing yet. --all prints every meeting.")


def _record(line: Line, owner: User) -> dict[str, Any]:
    meeting = line.meeting
    return {
        "uid": str(meeting.uid),
        "group": meeting.group.name,
        "title": meeting.title,
        "starts": meeting.starts_at.astimezone(owner.zone).isoformat(),
        "ends": meeting.ends_at.astimezone(owner.zone).isoformat(),
        "place": meeting.place,
        "link": meeting.link,
        "answer": line.answer.answer if line.answer else None,
        "coming": line.coming,
    }
