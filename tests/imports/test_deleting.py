"""What hangs on rows that are deleted in bulk goes with them or lets go of them, as their models say."""

import pytest
from django.db import IntegrityError, connection, transaction

from kith.imports.deleting import delete_rows
from kith.imports.models import ImportRecord
from kith.interactions.models import Interaction, Participation, Promise
from kith.people.models import ContactPoint, Organisation, Person
from tests import make

pytestmark = pytest.mark.django_db


def test_what_belongs_to_a_row_goes_with_it_and_others_let_go_of_it(ada):
    ana, bo = make.person(ada, "Ana", points=[make.email("a@x.example")]), make.person(ada, "Bo")
    Person.objects.filter(pk=bo.pk).update(met_through=ana)
    meeting = make.interaction(ada, ana, bo)
    promise = Promise.objects.create(owner=ada, person=bo, interaction=meeting, what="Send the report")

    delete_rows(Interaction, [meeting.pk])
    delete_rows(Person, [ana.pk])

    promise.refresh_from_db()
    bo.refresh_from_db()
    assert (promise.interaction, bo.met_through) == (None, None)
    assert list(Person.objects.all()) == [bo]
    assert not Participation.objects.exists()
    assert not ContactPoint.objects.exists()


def test_whoever_was_merged_goes_too_with_all_that_is_theirs(ada):
    ana = make.person(ada, "Ana")
    same = make.person(ada, "Anna", points=[make.email("a@x.example")])
    Person.objects.filter(pk=same.pk).update(merged_into=ana)

    delete_rows(Person, [ana.pk])

    assert not Person.objects.exists()
    assert not ContactPoint.objects.exists()


def test_records_of_an_import_outlive_their_people(ada):
    import_ = make.imported(ada, "a,b")
    ana = make.person(ada, "Ana")
    record = ImportRecord.objects.create(owner=ada, of=import_, file="a", line=1, action="created", person=ana)

    delete_rows(Person, [ana.pk])

    record.refresh_from_db()
    assert record.person is None


def test_rows_that_are_needed_stay(ada):
    make.person(ada, "Ana", positions=[make.job("Acme")])

    with pytest.raises(IntegrityError), transaction.atomic():
        delete_at_once(Organisation.objects.get())

    assert Organisation.objects.exists()


def delete_at_once(row) -> None:
    delete_rows(type(row), [row.pk])
    connection.check_constraints()


def test_deleting_nothing_asks_nothing(ada, django_assert_num_queries):
    with django_assert_num_queries(0):
        delete_rows(Person, [])
