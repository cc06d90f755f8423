"""Who belongs to a group, page by page: asked so that the last of many pages costs no more than the first."""

from __future__ import annotations

from functools import cached_property

from django.core.paginator import Page, Paginator

from kith import sql
from kith.folding import fold
from kith.groups import queries
from kith.groups.faces import Face, faces
from kith.groups.models import Group, Role

A_PAGE = 50
_BELONG = "FROM groups_membership m WHERE m.group_id = %(group)s AND m.left_at IS NULL AND m.joined_at IS NOT NULL"
_LATEST = "ORDER BY m.joined_at DESC, m.id DESC LIMIT %(most)s OFFSET %(start)s"  # out of the index membership_joined


class Roll(Paginator):  # type: ignore[type-arg]
    """The members of a group, who joined last first. text: in the name or a shown field; see queries.in_whom."""

    def __init__(self, group: Group, text: str = "", role: str = "") -> None:
        super().__init__((), A_PAGE)
        self.group, self.text, self.role = group, text, role

    @cached_property
    def count(self) -> int:
        """How many they are."""
        return len(self._found) if self.text else belonging(self.group, self.role)

    def page(self, number: int | str) -> Page[Face]:
        """Those of a page, with as much as a row of a list shows. Raises InvalidPage."""
        number = self.validate_number(number)
        start = (number - 1) * A_PAGE
        pks = self._found[start : start + A_PAGE] if self.text else _pks(self.group, self.role, start)
        rows = {pk: row for pk, *row in queries.faces_of(pks)} if pks else {}
        return Page(faces((rows[pk] for pk in pks if pk in rows), self.group.slug), number, self)

    @cached_property
    def _found(self) -> list[int]:
        """The numbers of all in whom the text is found: looked for once, to count them and to show some."""
        role = Role(self.role) if self.role else None
        return queries.in_whom(self.group, role, self.text, fold(self.text), self.group.is_one_per_trade)


def belonging(group: Group, role: str = "") -> int:
    """Return how many belong to the group, guests too; or have a role in it."""
    [[count]] = sql.rows(f"SELECT COUNT(*) {_who(role)}", group=group.pk, role=role)
    return int(count)


def _pks(group: Group, role: str, start: int) -> list[int]:
    asked = f"SELECT m.id {_who(role)} {_LATEST}"
    return [pk for [pk] in sql.rows(asked, group=group.pk, role=role, start=start, most=A_PAGE)]


def _who(role: str) -> str:
    return f"{_BELONG} AND m.role = %(role)s" if role else _BELONG
