"""Addresses of cards, and of the user's own."""

from django.urls import path

from kith.cards.views import codes, own, photos

app_name = "cards"

urlpatterns = [
    path("cards/", photos.list_, name="list"),
    path("cards/add/", photos.add, name="add"),
    path("cards/codes/", codes.look, name="codes"),
    path("cards/<int:card_id>/", photos.card, name="card"),
    path("cards/<int:card_id>/keep/", photos.keep, name="keep"),
    path("cards/<int:card_id>/discard/", photos.discard, name="discard"),
    path("cards/<int:card_id>/photo/", photos.photo, name="photo"),
    path("me/card/", own.card, name="own"),
    path("me/card/full/", own.full, name="full"),
    path("me/card/code.svg", own.code, name="own_code"),
    path("me/card/card.vcf", own.file, name="own_file"),
    path("me/card/share/", own.share, name="share"),
    path("c/<str:secret>/", own.page, name="page"),
    path("c/<str:secret>/code.svg", own.page_code, name="page_code"),
    path("c/<str:secret>/card.vcf", own.page_file, name="page_file"),
]
