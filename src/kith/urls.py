"""Every address of Kith."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include("kith.accounts.urls")),
    path("", include("kith.today.urls")),
    path("sample/", include("kith.sample.urls")),
    path("interactions/", include("kith.interactions.urls")),
    path("", include("kith.book.urls")),
    path("", include("kith.erasing.urls")),
    path("appointments/", include("kith.appointments.urls")),
    path("imports/", include("kith.imports.urls")),
    path("", include("kith.cards.urls")),
    path("connections/", include("kith.connections.urls")),
    path("inbox/", include("kith.inbox.urls")),
    path("letters/", include("kith.outbox.urls")),
    path("targets/", include("kith.targets.urls")),
    path("introductions/", include("kith.introductions.urls")),
    path("opportunities/", include("kith.opportunities.urls")),
    path("sharing/", include("kith.sharing.urls")),
    path("acquaintances/", include("kith.acquaintances.urls")),
    path("", include("kith.network.urls")),
    path("", include("kith.archive.urls")),
    path("", include("kith.search.urls")),
    path("", include("kith.ui.urls")),
]
