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
    path("", include("kith.archive.urls")),
    path("", include("kith.search.urls")),
    path("", include("kith.ui.urls")),
]
