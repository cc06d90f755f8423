"""What can be done with the people of a book; the only code that writes them."""

from kith.people.actions.bin import (
    bin_people,
    clear_away,
    erase_binned,
    erase_old_bin,
    erase_people,
    restore_people,
)
from kith.people.actions.label_names import remove_label, rename_label
from kith.people.actions.labels import label_people, relabel, set_relation, unlabel_people
from kith.people.actions.organisations import (
    edit_organisation,
    find_or_add_organisation,
    find_or_add_organisations,
)
from kith.people.actions.persons import EditConflict, add_person, edit_person
from kith.people.actions.portraits import delete_unused, remove_photo, set_photo
from kith.people.actions.relating import relate, unrelate
from kith.people.actions.views import remove_view, rename_view, save_view
from kith.people.searchtexts import refresh as refresh_search_text

__all__ = [
    "EditConflict",
    "add_person",
    "bin_people",
    "clear_away",
    "delete_unused",
    "edit_organisation",
    "edit_person",
    "erase_binned",
    "erase_old_bin",
    "erase_people",
    "find_or_add_organisation",
    "find_or_add_organisations",
    "label_people",
    "refresh_search_text",
    "relabel",
    "relate",
    "remove_label",
    "remove_photo",
    "remove_view",
    "rename_label",
    "rename_view",
    "restore_people",
    "save_view",
    "set_photo",
    "set_relation",
    "unlabel_people",
    "unrelate",
]
