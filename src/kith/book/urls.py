"""Addresses of the pages of the book, by page."""

from django.urls import path

from kith.book.views import (
    bin,
    bulk,
    cadences,
    dealings,
    editing,
    labels,
    merging,
    organisation,
    people_list,
    person,
    person_acts,
    photo,
    saved_views,
)

app_name = "book"
urlpatterns = [
    # The list of people.
    path("people/", people_list.show_people, name="people"),
    path("people/organisation-names/", people_list.offer_organisations, name="organisation_names"),
    path("people/bulk/", bulk.act, name="bulk"),
    path("people/views/", saved_views.save, name="save_view"),
    path("people/views/<int:view_id>/", saved_views.change, name="change_view"),
    # One person.
    path("people/add/", editing.add, name="add"),
    path("people/add/whole/", editing.add_whole, name="add_whole"),
    path("people/introducers/", editing.offer_introducers, name="introducers"),
    path("people/organisation-options/", editing.offer_organisations, name="organisation_options"),
    path("people/<int:person_id>/", person.show, name="person"),
    path("people/<int:person_id>/edit/", editing.edit, name="edit"),
    path("people/<int:person_id>/course/", person.course, name="course"),
    path("people/<int:person_id>/circle/", person.circle, name="circle"),
    path("people/<int:person_id>/dealings/", dealings.show, name="dealings"),
    path("people/<int:person_id>/photo/", photo.show, name="photo"),
    path("people/<int:person_id>/photo/change/", photo.change, name="change_photo"),
    path("people/<int:person_id>/label/", person_acts.label, name="label_person"),
    path("people/<int:person_id>/relate/", person_acts.relate, name="relate"),
    path("people/<int:person_id>/own-word/", person_acts.own_word, name="own_word"),
    path("people/<int:person_id>/rhythm/", person_acts.rhythm, name="rhythm"),
    path("people/<int:person_id>/plan/", person_acts.plan, name="plan"),
    path("people/<int:person_id>/bin/", person_acts.put_into_bin, name="put_into_bin"),
    path("people/<int:person_id>/double/", person_acts.find_double, name="find_double"),
    # Organisations.
    path("organisations/", organisation.show_all, name="organisations"),
    path("organisations/<int:organisation_id>/", organisation.show, name="organisation"),
    path("organisations/<int:organisation_id>/edit/", organisation.edit, name="edit_organisation"),
    # Merging.
    path("people/merge/", merging.merge, name="merge"),
    path("people/merge/outcome/", merging.outcome, name="outcome"),
    path("people/split/", merging.split, name="split"),
    path("people/split/<int:merge_id>/", merging.take_apart, name="take_apart"),
    # The bin.
    path("people/bin/", bin.show_bin, name="bin"),
    path("people/bin/restore/", bin.restore, name="restore"),
    path("people/bin/erase/", bin.erase, name="erase"),
    # Labels.
    path("labels/", labels.show_labels, name="labels"),
    path("labels/<int:label_id>/", labels.change, name="change_label"),
    # Rhythms.
    path("settings/cadences/", cadences.show_cadences, name="cadences"),
]
