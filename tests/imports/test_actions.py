"""Importing: looked through first, brought in as one step, never twice, and taken back as one step."""

import io
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from PIL import Image

from kith.cadences import actions as cadences
from kith.errors import Refused
from kith.imports import actions, storage
from kith.imports.models import Import, ImportChange, ImportFile, ImportRecord
from kith.imports.records import InteractionRecord, PersonRecord, PersonRef, Point, PositionRecord, PromiseRecord
from kith.interactions.models import Interaction, Promise
from kith.people import actions as people_actions
from kith.people import photos
from kith.people.models import ContactPoint, Label, Organisation, Person, Position
from kith.ties import actions as ties
from tests import make
from tests.imports import given
from tests.make import NOW, TODAY

State = Import.State
ANA = given.connection("Ana Ruiz", "ana-ruiz", "Acme", "CTO", email="ana@acme.example")
BO = given.connection("Bo Li", "bo-li", "Bolt", "Engineer", "03 Mar 2025")
ACME = make.job("Acme", "CTO")
HELLO = given.message("c1", "Ana Ruiz", "ana-ruiz", "2026-09-19 13:28:00 UTC")
ANSWER = given.message("c1", "Ana Ruiz", "ana-ruiz", "2026-09-19 14:00:00 UTC", mine=True)


@pytest.fixture
def export(tmp_path):
    return given.linkedin(tmp_path / "export.zip", [ANA, BO], [HELLO, ANSWER])


def test_a_preview_writes_nothing_into_the_book_and_says_what_would_happen(ada, export):
    import_ = given.started(ada, export)

    assert import_.state == State.READY
    assert import_.summary["people"] == {"created": 2}
    assert import_.summary["interactions"] == {"created": 3}
    assert (
        import_.summary["first"][0] | {"name": "Ana Ruiz", "organisation": "Acme", "action": "created"}
        == (import_.summary["first"][0])
    )
    assert given.book(ada) == []


def test_bringing_in_does_what_the_preview_said(ada, export):
    import_ = given.brought_in(ada, export)

    ana = Person.objects.get(name="Ana Ruiz")
    assert import_.state == State.DONE
    assert import_.summary["people"] == {"created": 2}
    assert set(ana.points.values_list("key", flat=True)) == {"linkedin:ana-ruiz", "email:ana@acme.example"}
    assert str(ana.positions.get().organisation) == "Acme"
    assert ana.sort_name == "ruiz, ana"
    assert "acme" in ana.search_text
    assert sorted(ana.interactions.values_list("kind", flat=True)) == ["connected", "message"]
    assert (ana.touches, ana.last_touch_on) == (1, date(2026, 9, 19))
    assert ana.tier is not None
    assert Person.objects.get(is_self=True).name == "Ada Lovelace"


def test_every_row_carries_the_import_that_made_it(ada, export):
    import_ = given.brought_in(ada, export)

    for model in (Person, Position, ContactPoint, Organisation, Interaction):
        assert set(model.objects.values_list("batch", flat=True)) == {import_.uid}


def test_the_raw_record_is_kept_with_its_file_and_line(ada, export):
    given.brought_in(ada, export)

    record = ImportRecord.objects.get(person__name="Ana Ruiz")
    assert (record.file, record.line, record.action) == ("Connections.csv", 5, "created")
    assert '"Company": "Acme"' in record.raw


def test_the_same_file_five_times_changes_nothing_after_the_first(ada, export):
    given.brought_in(ada, export)
    once = given.book(ada)

    again = [given.brought_in(ada, export) for _ in range(4)]

    assert given.book(ada) == once
    assert again[-1].summary["people"] == {"unchanged": 2}
    assert again[-1].summary["interactions"] == {"unchanged": 3}


def test_cards_without_any_identifier_are_known_again_too(ada, tmp_path):
    file = given.cards(tmp_path / "a.vcf", "FN:Jo Doe\nNOTE:one", "FN:Jo Doe\nNOTE:another", "FN:Kim Poe\nTEL:110")
    given.brought_in(ada, file)
    once = given.book(ada)

    given.brought_in(ada, file)

    assert Person.objects.filter(name="Jo Doe").count() == 2
    assert given.book(ada) == once


def test_the_same_file_changes_nothing_even_after_the_user_has_edited(ada, tmp_path):
    file = given.cards(tmp_path / "a.vcf", "FN:Ana Ruiz\nEMAIL:ana@acme.example\nTITLE:CTO")
    given.brought_in(ada, file)
    ana = Person.objects.get()
    people_actions.edit_person(
        ana, version=ana.version, at=NOW, fields={"name": "Sunny", "given": "Sunny", "family": ""}, positions=[]
    )
    edited = given.book(ada)

    given.brought_in(ada, file)

    assert given.book(ada) == edited


def test_what_the_user_wrote_is_never_overwritten_and_blanks_are_filled(ada, tmp_path):
    make.person(ada, "Ana Ruiz", headline="My words", points=[make.email("ana@acme.example")])
    card = "FN:Ana Ruiz\nEMAIL:ana@acme.example\nTEL:+34911234567\nTITLE:CTO\nORG:Acme\nNICKNAME:Anita\nBDAY:1990-05-04"
    import_ = given.brought_in(ada, given.cards(tmp_path / "a.vcf", card))

    ana = Person.objects.get()
    assert import_.summary["people"] == {"merged": 1}
    assert (ana.headline, ana.nickname) == ("My words", "Anita")
    assert ana.points.count() == 2
    assert ana.occasions.get().year == 1990
    assert ana.positions.get().title == "CTO"
    assert ana.version == 2


def test_a_new_job_ends_the_old_one_and_is_noticed(ada, tmp_path):
    given.brought_in(ada, given.linkedin(tmp_path / "1.zip", [ANA, BO]))
    moved = given.connection("Ana Ruiz", "ana-ruiz", "Nova", "CEO", email="ana@acme.example")

    import_ = given.brought_in(ada, given.linkedin(tmp_path / "2.zip", [moved, BO]))

    old, new = Position.objects.filter(person__name="Ana Ruiz").order_by("pk")
    assert import_.summary["people"] == {"updated": 1, "unchanged": 1}
    assert import_.summary["changed_jobs"] == 1
    assert (old.is_current, old.ended, str(old.organisation)) == (False, "2026-11", "Acme")
    assert (new.is_current, new.noticed_on, str(new.organisation)) == (True, TODAY, "Nova")


def test_an_older_export_after_a_newer_one_does_not_turn_the_job_back(ada, tmp_path):
    older = given.linkedin(tmp_path / "1.zip", [ANA])
    newer = given.linkedin(tmp_path / "2.zip", [given.connection("Ana Ruiz", "ana-ruiz", "Nova", "CEO")])
    given.brought_in(ada, older)
    given.brought_in(ada, newer)
    now = given.book(ada)

    given.brought_in(ada, older)

    assert given.book(ada) == now


def test_a_later_export_with_more_messages_of_a_day_updates_that_day(ada, tmp_path):
    given.brought_in(ada, given.linkedin(tmp_path / "1.zip", [ANA, BO], [HELLO]))
    import_ = given.brought_in(ada, given.linkedin(tmp_path / "2.zip", [ANA, BO], [HELLO, ANSWER]))

    day = Interaction.objects.get(kind="message")
    assert (day.sent, day.received, day.direction) == (1, 1, "mutual")
    assert import_.summary["interactions"] == {"unchanged": 2, "updated": 1}


def test_two_records_with_one_key_are_one_person_within_a_file(ada, tmp_path):
    import_ = given.brought_in(
        ada,
        given.cards(
            tmp_path / "a.vcf",
            "FN:Ana Ruiz\nEMAIL:ana@acme.example",
            "FN:Ana María Ruiz\nEMAIL:ANA@acme.example\nTEL:+34911234567",
        ),
    )

    assert Person.objects.get().name == "Ana Ruiz"
    assert Person.objects.get().points.count() == 2
    assert import_.summary["people"] == {"created": 1, "merged": 1}


def test_a_number_that_a_household_shares_does_not_make_two_people_one(ada, tmp_path):
    file = given.cards(tmp_path / "a.vcf", "FN:Bo Li\nTEL:+4930123456", "FN:Eva Li\nTEL:+4930123456")
    given.brought_in(ada, file)
    given.brought_in(ada, file)

    assert sorted(Person.objects.values_list("name", flat=True)) == ["Bo Li", "Eva Li"]


def test_a_connection_without_an_address_is_found_by_name_and_organisation(ada, tmp_path):
    make.person(ada, "Ana Ruiz", positions=[make.job("ACME")])
    make.person(ada, "Bo Li", positions=[make.job("Elsewhere")])

    given.brought_in(
        ada,
        given.linkedin(
            tmp_path / "1.zip", [given.connection("Ana Ruiz", company="Acme"), given.connection("Bo Li", company="B")]
        ),
    )

    assert Person.objects.filter(name="Ana Ruiz").count() == 1
    assert Person.objects.filter(name="Bo Li").count() == 2


def test_somebody_in_the_bin_is_left_there(ada, export):
    given.brought_in(ada, export)
    people_actions.bin_people(Person.objects.filter(name="Ana Ruiz"), at=NOW)
    binned = given.book(ada)

    import_ = given.brought_in(ada, export)

    assert given.book(ada) == binned
    assert import_.summary["people"] == {"unchanged": 1}
    assert import_.summary["left_count"] > 0


def test_undo_leaves_the_book_as_it_was(ada, export, tmp_path):
    make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")], labels=["climbing"])
    given.brought_in(ada, given.linkedin(tmp_path / "0.zip", [BO]))
    before = given.book(ada)
    moved = given.connection("Bo Li", "bo-li", "Nova", "CEO", "03 Mar 2025")

    import_ = given.brought_in(ada, given.linkedin(tmp_path / "1.zip", [ANA, moved], [HELLO, ANSWER]))
    changed = given.book(ada)
    given.undone(import_)

    assert changed != before
    assert given.book(ada) == before
    assert (import_.state, import_.kept) == (State.UNDONE, [])


def test_undo_keeps_whoever_the_user_has_edited_with_all_details(ada, export):
    import_ = given.brought_in(ada, export)
    ana = Person.objects.get(name="Ana Ruiz")
    people_actions.edit_person(ana, version=ana.version, at=NOW, fields={"notes": "Knows everybody."})

    import_ = given.undone(import_)

    ana = Person.objects.get()
    assert (ana.name, ana.notes, ana.touches) == ("Ana Ruiz", "Knows everybody.", 0)
    assert ana.points.count() == 2
    assert str(ana.positions.get().organisation) == "Acme"
    assert not Interaction.objects.exists()
    assert [each["name"] for each in import_.kept] == ["Ana Ruiz"]


def test_undo_keeps_what_the_user_has_corrected_of_somebody_who_was_there_before(ada, tmp_path):
    ana = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    card = "FN:Ana Ruiz\nEMAIL:ana@acme.example\nTEL:+49 30 123456\nTEL:+49 30 654321"
    import_ = given.brought_in(ada, given.cards(tmp_path / "a.vcf", card))
    ana.refresh_from_db()
    mail, wrong, right = ana.points.order_by("pk")
    corrected = {"id": wrong.pk, "kind": "phone", "value": "+49 30 123457"}
    people_actions.edit_person(ana, version=ana.version, at=NOW, fields={}, points=[mail, corrected, right])

    given.undone(import_)

    assert [point.value for point in ana.points.order_by("pk")] == ["ana@acme.example", "+49 30 123457"]


def test_undo_keeps_people_to_whom_the_user_has_added_something(ada, export):
    import_ = given.brought_in(ada, export)
    make.interaction(ada, Person.objects.get(name="Ana Ruiz"))
    people_actions.label_people(Person.objects.filter(name="Bo Li"), "pycon", at=NOW)

    given.undone(import_)

    assert sorted(Person.objects.values_list("name", flat=True)) == ["Ana Ruiz", "Bo Li"]
    assert Interaction.objects.get().kind == "meeting"
    assert Person.objects.get(name="Ana Ruiz").touches == 1


def test_a_plan_keeps_somebody_and_a_fulfilled_one_does_not(ada, export):
    import_ = given.brought_in(ada, export)
    ana, bo = Person.objects.filter(is_self=False).order_by("name")
    for person in (ana, bo):
        cadences.plan(person, on=TODAY + timedelta(days=3), today=TODAY)
    cadences.unplan(bo, today=TODAY)

    given.undone(import_)

    assert Person.objects.get() == ana


def test_undo_leaves_alone_a_field_that_was_changed_since(ada, tmp_path):
    ana = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    import_ = given.brought_in(
        ada, given.cards(tmp_path / "a.vcf", "FN:Ana Ruiz\nEMAIL:ana@acme.example\nNICKNAME:Anita\nNOTE:Hello")
    )
    ana.refresh_from_db()
    people_actions.edit_person(ana, version=ana.version, at=NOW, fields={"nickname": "Ani"})

    import_ = given.undone(import_)

    ana.refresh_from_db()
    assert (ana.nickname, ana.notes) == ("Ani", "")
    assert import_.kept[0]["reason"] == "You have changed this since: nickname."


def test_what_was_taken_back_can_be_brought_in_again(ada, export):
    first = given.brought_in(ada, export)
    whole = given.book(ada)
    given.undone(first)

    given.brought_in(ada, export)

    assert given.book(ada) == whole


def test_an_import_is_taken_back_once_only(ada, export):
    import_ = given.undone(given.brought_in(ada, export))

    with pytest.raises(Refused):
        actions.undo(import_.pk, now=NOW)
    with pytest.raises(Refused):
        actions.take_back(import_, now=NOW)


def test_an_unknown_file_is_named_and_the_others_go_on(ada, export, tmp_path):
    odd = tmp_path / "notes.xyz"
    odd.write_text("nothing that anybody knows")

    import_ = given.brought_in(ada, odd, export)

    assert import_.summary["people"] == {"created": 2}
    assert [each["file"] for each in import_.summary["refused"]] == ["notes.xyz"]


def test_files_of_which_none_can_be_read_fail_with_the_reason(ada, tmp_path):
    odd = tmp_path / "notes.xyz"
    odd.write_text("nothing that anybody knows")

    import_ = given.started(ada, odd)

    assert import_.state == State.FAILED
    assert "notes.xyz" in import_.problem
    assert not storage.directory(import_.uid).exists()


def test_no_file_is_refused(ada):
    with pytest.raises(ValidationError):
        actions.start(ada, [], now=NOW)


def test_files_are_kept_for_nobody_elses_eyes_and_deleted_when_they_are_in_the_book(ada, export):
    import_ = given.started(ada, export)
    kept = storage.full_path(ImportFile.objects.get().path)
    mode = kept.stat().st_mode & 0o777

    actions.commit(import_.pk, now=NOW)

    assert mode == 0o600
    assert not kept.exists()


def test_discarding_deletes_the_import_and_its_files(ada, export, django_capture_on_commit_callbacks):
    import_ = given.started(ada, export)

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(import_)

    assert not Import.objects.exists()
    assert not storage.directory(import_.uid).exists()


def test_an_import_in_the_book_cannot_be_discarded(ada, export):
    with pytest.raises(Refused):
        actions.discard(given.brought_in(ada, export))


def test_committing_twice_does_it_once(ada, export):
    import_ = given.brought_in(ada, export)
    once = given.book(ada)

    actions.commit(import_.pk, now=NOW)

    assert given.book(ada) == once


def test_an_import_left_in_the_middle_by_a_dead_worker_is_taken_up(ada, export, django_capture_on_commit_callbacks):
    import_ = given.started(ada, export)
    Import.objects.update(state=State.SAVING, state_at=NOW - timedelta(minutes=5))

    with django_capture_on_commit_callbacks(execute=True):
        actions.resume_unfinished(NOW)

    import_.refresh_from_db()
    assert import_.state == State.DONE
    assert Person.objects.filter(is_self=False).count() == 2


def test_an_import_that_somebody_works_on_is_not_taken_up(ada, export, django_capture_on_commit_callbacks):
    import_ = given.started(ada, export)
    Import.objects.update(state=State.SAVING)

    with django_capture_on_commit_callbacks(execute=True) as callbacks, storage.hold(import_.uid):
        actions.resume_unfinished(NOW)

    assert callbacks == []


def test_after_three_faults_of_our_own_an_import_stops_and_says_so(ada, export):
    import_ = given.started(ada, export)
    Import.objects.update(state=State.SAVING)
    ImportFile.objects.update(path="imports/nowhere")

    for _ in range(3):
        with pytest.raises(FileNotFoundError):
            actions.go_on(import_.pk, now=NOW)

    import_.refresh_from_db()
    assert import_.state == State.FAILED
    assert "nothing of it is in your book" in import_.problem


@pytest.mark.real_clock  # a file's age is told by the file system
def test_files_that_no_import_waits_for_are_cleared_away(ada, export):
    import_ = given.started(ada, export)
    Import.objects.all().delete()

    actions.resume_unfinished(datetime.now(UTC) + timedelta(hours=2))

    assert not storage.directory(import_.uid).exists()


def test_records_without_a_file_come_in_the_same_way(ada):
    ana = PersonRecord("sample", 1, "Ana Ruiz", points=[Point("email", "ana@acme.example")], labels=["climbing"])
    ana.positions.append(PositionRecord("Acme", "CTO"))
    bo = PersonRecord("sample", 2, "Bo Li", met_through=PersonRef("Ana Ruiz"))
    met = InteractionRecord("sample", 3, "meeting", date(2026, 11, 1), [PersonRef("Ana Ruiz"), PersonRef("Bo Li")])
    met.private_notes = {"Bo Li": "shy"}
    met.follow_up_on = date(2026, 12, 1)
    ana.positions[0].noticed_on = date(2026, 11, 20)
    met.promises = [PromiseRecord("the report", person=PersonRef("Bo Li"))]

    import_ = actions.commit_records(ada, [ana, bo, met], title="Sample", reader="sample", now=NOW)

    assert import_.state == State.DONE
    assert Person.objects.filter(name="Bo Li", met_through__name="Ana Ruiz").exists()
    assert Promise.objects.get().person.name == "Bo Li"
    assert Position.objects.get().noticed_on == date(2026, 11, 20)
    assert Interaction.objects.get().follow_up_on == date(2026, 12, 1)
    assert Interaction.objects.get().participations.get(private_note="shy").person.name == "Bo Li"
    assert given.undone(import_).kept == []
    assert given.book(ada) == []


def test_a_picture_comes_along_and_goes_with_an_undo(ada, django_capture_on_commit_callbacks):
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    record = PersonRecord("a.vcf", 1, "Ana Ruiz", photo=picture.getvalue())
    bad = PersonRecord("a.vcf", 9, "Bo Li", photo=b"no picture")
    import_ = actions.commit_records(ada, [record, bad], title="a", reader="vcard", now=NOW)
    photo = photos.path_of(Person.objects.get(name="Ana Ruiz").photo)
    was_there = photo.exists()

    with django_capture_on_commit_callbacks(execute=True):
        given.undone(import_)

    assert was_there
    assert not photo.exists()
    assert [each["line"] for each in import_.summary["refused"]] == [9]


def test_the_day_of_a_message_is_the_day_of_the_users_clock(ada, tmp_path):
    ada.time_zone = "Asia/Tokyo"
    ada.save()
    late = given.message("c1", "Ana Ruiz", "ana-ruiz", "2026-09-19 22:00:00 UTC")

    given.brought_in(ada, given.linkedin(tmp_path / "1.zip", [ANA, BO], [late]))

    assert Interaction.objects.get(kind="message").on == date(2026, 9, 20)


def test_an_edit_begun_before_an_import_is_told_that_there_is_more_now(ada, tmp_path):
    ana = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    given.brought_in(ada, given.cards(tmp_path / "a.vcf", "FN:Ana Ruiz\nEMAIL:ana@acme.example\nNICKNAME:Anita"))

    with pytest.raises(people_actions.EditConflict):
        people_actions.edit_person(ana, version=ana.version, at=NOW, fields={"notes": "Hi"})


def test_nothing_of_one_book_reaches_another(ada, eve, export):
    make.person(eve, "Ana Ruiz", points=[make.email("ana@acme.example")])
    before = given.book(eve)

    given.brought_in(ada, export)

    assert given.book(eve) == before
    assert not ImportChange.objects.exists()


def test_new_people_come_with_the_ties_and_the_next_touch_that_working_out_anew_gives(ada, tmp_path):
    ada.time_zone = "Asia/Tokyo"
    ada.save()
    make.interaction(ada, make.person(ada, "Rosa Duarte"))
    climbers = Label.objects.create(owner=ada, name="climbing")
    cadences.set_rule(ada, label=climbers, days=20, on=TODAY)
    card = "FN:Cy Dee\nCATEGORIES:climbing\nUID:c1"
    given.brought_in(
        ada, given.linkedin(tmp_path / "1.zip", [ANA, BO], [HELLO, ANSWER]), given.cards(tmp_path / "a.vcf", card)
    )
    with_standing = given.book(ada)

    ties.recompute(ada, on=TODAY)

    assert given.book(ada) == with_standing
    due = dict(Person.objects.values_list("name", "cadence_rule"))
    assert due["Cy Dee"] == f"label:{climbers.pk}"
    assert due["Ana Ruiz"].startswith("layer:")


def test_the_first_people_of_a_book_need_no_working_out_on_the_next_page(ada, export):
    given.brought_in(ada, export)

    ada.refresh_from_db()
    assert ada.ties_as_of == TODAY


def test_so_many_new_people_push_those_who_were_there_down_a_layer(ada):
    rosa = make.person(ada, "Rosa Duarte")
    make.interaction(ada, rosa, kind="message", on=TODAY - timedelta(days=30))
    before = Person.objects.values_list("cadence_rule", flat=True).get()
    people = [PersonRecord("x", number, f"Bo {number}", keys=(f"uid:{number}",)) for number in range(501)]
    met = [
        InteractionRecord("x", number, "meeting", TODAY, [PersonRef(f"Bo {number}", (f"uid:{number}",))])
        for number in range(200)
    ]

    actions.commit_records(ada, [*people, *met], title="Many", reader="sample", now=NOW)

    rosa.refresh_from_db()
    assert (before, rosa.cadence_rule) == ("layer:3", "layer:4")


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL locks no book: everything is worked out at the end"
)
@pytest.mark.django_db(transaction=True)
def test_what_somebody_writes_while_an_import_is_worked_out_is_reckoned_with(export):
    ada = make.user("ada")
    import_ = given.started(ada, export)
    interrupted: list[str] = []

    def interrupt(execute, sql, *more):
        if "sqlite_sequence" in sql and not interrupted:
            interrupted.append(sql)
            apart(lambda: make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")], positions=[ACME]))
        return execute(sql, *more)

    with connection.execute_wrapper(interrupt):
        actions.commit(import_.pk, now=NOW)

    import_.refresh_from_db()
    assert (import_.state, import_.summary["people"]) == (State.DONE, {"created": 1, "merged": 1})
    assert Person.objects.filter(name="Ana Ruiz").count() == 1
    assert Organisation.objects.filter(name="Acme").count() == 1


def apart(do) -> None:
    """Do something in a thread of its own, which has a connection of its own."""

    def run() -> None:
        do()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_the_tables_of_an_export_dropped_one_by_one_explain_one_another(ada, tmp_path):
    connections, messages = tmp_path / "Connections.csv", tmp_path / "messages.csv"
    connections.write_text(given.PREAMBLE + given.table(given.CONNECTIONS, [ANA, BO]))
    messages.write_text(given.table(given.MESSAGES, [HELLO, ANSWER]))

    import_ = given.brought_in(ada, messages, connections)

    assert import_.summary["refused"] == []
    assert Interaction.objects.get(kind="message").people.get().name == "Ana Ruiz"


def test_people_brought_in_are_found_by_the_same_words_as_people_typed_in(ada, tmp_path):
    card = "FN:Zoë  Müller\nNICKNAME:Zo\nORG:Über GmbH;Dept\nTITLE:CTO\nTEL:+49 30 123456\nCATEGORIES:Ski\nNOTE:Met  in\\nLyon"
    given.brought_in(ada, given.cards(tmp_path / "a.vcf", card), given.linkedin(tmp_path / "1.zip", [ANA, BO]))
    as_written = dict(Person.objects.values_list("pk", "search_text"))

    people_actions.refresh_search_text(ada)

    assert dict(Person.objects.values_list("pk", "search_text")) == as_written
    assert "uber gmbh cto dept" in Person.objects.get(nickname="Zo").search_text


def test_what_the_user_tells_of_files_is_kept_with_them(ada, export):
    import_ = actions.start(ada, [("export.zip", export)], now=NOW, options={"bodies": True})

    assert import_.files.get().options == {"bodies": True}


def test_files_are_read_again_with_what_was_told_since(ada, export):
    import_ = given.started(ada, export)
    file = import_.files.get()

    actions.read_again(import_, options_by_file={file.pk: {"bodies": True}}, now=NOW)

    file.refresh_from_db()
    assert (import_.state, file.options) == (State.READING, {"bodies": True})
    actions.preview(import_.pk, now=NOW)
    import_.refresh_from_db()
    assert import_.summary["people"] == {"created": 2}


def test_what_could_not_be_read_can_be_read_again(ada, tmp_path):
    odd = tmp_path / "cards.vcf"
    odd.write_text("BEGIN:VCARD\n")
    import_ = given.started(ada, odd)
    assert import_.state == State.FAILED

    actions.read_again(import_, options_by_file={}, now=NOW)

    assert (import_.state, import_.problem) == (State.READING, "")


def test_only_what_is_looked_at_and_still_there_is_read_again(ada, export):
    done = given.brought_in(ada, export)
    waiting = given.started(ada, export)
    running = actions.start(ada, [("export.zip", export)], now=NOW)
    storage.forget(waiting.uid)

    for import_ in (done, waiting, running):
        with pytest.raises(Refused):
            actions.read_again(import_, options_by_file={}, now=NOW)
