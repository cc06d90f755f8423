"""What folders are for."""

import pytest

from kith.mail.folders import role_of


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Sent", "sent"),
        ("[Gmail]/Gesendet", "sent"),
        ("Mail/Local Folders/Sent-1", "sent"),
        ("INBOX.Sent", "sent"),
        ("Sent.mbox", "sent"),
        ("Takeout/Mail/Enviados.mbox", "sent"),
        ("Éléments envoyés", "sent"),
        ("Entw&APw-rfe", "drafts"),
        ("Gel&APY-schte Elemente", "bin"),
        ("Broken&AP-", ""),
        ("\\Junk", "spam"),
        ("Papelera", "bin"),
        ("Chat", "chat"),
        ("E-mails enviados", "sent"),
        ("Wysłane", "sent"),
        ("Отправленные", "sent"),
        ("Корзина", "bin"),
        ("Inbox", ""),
        ("All mail Including Spam and Trash.mbox", ""),
        ("Presents", ""),
        ("", ""),
    ],
)
def test_a_folder_is_known_in_several_languages(name, role):
    assert role_of(name) == role
