"""Passwords and secret addresses at rest: encrypted with a key that is made from the instance's secret key."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from kith.errors import Refused

_PURPOSE = b"kith.connections.secrets"


def sealed(secret: str) -> str:
    """The secret as it is kept in the database."""
    return _fernet().encrypt(secret.encode()).decode() if secret else ""


def opened(kept: str) -> str:
    """The secret again. Raises Refused if there is none, or it was sealed with another key: the book came from elsewhere."""
    try:
        return _fernet().decrypt(kept.encode()).decode()
    except InvalidToken as error:
        raise Refused(_("The password of this connection is not known any more. Please enter it again.")) from error


def _fernet() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
