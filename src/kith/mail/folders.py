"""What a folder or a label is for, by its name in several languages."""

from __future__ import annotations

import base64
import re
from functools import lru_cache

from kith.mail.texts import folded

SENT, SPAM, BIN, DRAFTS, CHAT = "sent", "spam", "bin", "drafts", "chat"
_NAMES = {
    SENT: (
        "sent, sent items, sent mail, sent messages, gesendet, gesendete objekte, gesendete elemente,"
        "gesendete nachrichten, envoyes, elements envoyes, messages envoyes, courrier envoye, objets envoyes, enviados,"
        "elementos enviados, correo enviado, mensajes enviados, enviadas, itens enviados, posta inviata, inviati,"
        "verzonden, verzonden items, verzonden berichten, skickat, skickade, sendt, sendte, sent-mail, enviado, e-mails enviados,"
        "e-mail inviate, wysłane, odeslane, odeslana posta, lahetetyt, gonderilmis postalar, gonderilmis ogeler,"
        "отправленные, надіслані, 送信済みメール, 已发送邮件, 已发邮件, 보낸편지함"
    ),
    SPAM: (
        "spam, junk, junk e-mail, junk email, junk mail, bulk mail, junk-e-mail, spamverdacht, unerwunscht, pourriel,"
        "courrier indesirable, indesirables, correo no deseado, no deseado, posta indesiderata, ongewenste e-mail"
    ),
    BIN: (
        "trash, bin, deleted, deleted items, deleted messages, papierkorb, geloschte elemente, geloschte objekte,"
        "geloscht, corbeille, elements supprimes, messages supprimes, papelera, elementos eliminados, lixeira, cestino,"
        "posta eliminata, prullenbak, verwijderde items, papperskorgen, papirkurv, kosz, kos, roskakori, cop kutusu,"
        "корзина, удаленные, кошик, ゴミ箱, 已删除邮件, 휴지통"
    ),
    DRAFTS: (
        "drafts, draft, entwurfe, brouillons, borradores, rascunhos, bozze, concepten, utkast, kladder, szkice, koncepty,"
        "luonnokset, taslaklar, черновики, чернетки, 下書き, 草稿, 임시보관함, templates, outbox"
    ),
    CHAT: "chat, chats, chat partners",
}
_FLAGS = {"\\sent": SENT, "\\junk": SPAM, "\\trash": BIN, "\\drafts": DRAFTS}
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]{2,200})-", re.ASCII)  # as IMAP and Maildir write what is not ASCII
_NUMBER = re.compile(r"([-_ ]\d{1,3}|\s*\(\d+\))$")  # Thunderbird's "Sent-1", a browser's "Sent (1)"


_ROLES = {folded(name.strip()): role for role, names in _NAMES.items() for name in names.split(",")}


@lru_cache(maxsize=2_000)
def role_of(name: str) -> str:
    """One of sent, spam, bin, drafts, chat for a folder, a label of Gmail or a flag of IMAP; "" for any other.

    Of a path, the last part counts: "[Gmail]/Sent Mail", "INBOX.Sent", "Mail/Local Folders/Sent.mbox".
    """
    flag = _FLAGS.get(name.strip().lower())
    if flag:
        return flag
    last = re.split(r"[/\\]", name.strip().rstrip("/\\"))[-1]
    return _role(last) or _role(last.rpartition(".")[2])


def _role(name: str) -> str:
    name = _SHIFTED.sub(_unshifted, name)
    plain = folded(name).strip()
    plain = re.sub(r"\.(mbox|mbx|eml|sbd)$", "", plain)
    return _ROLES.get(_NUMBER.sub("", plain), "")


def _unshifted(found: re.Match[str]) -> str:
    sixteens = found[1].replace(",", "/")
    try:
        return base64.b64decode(sixteens + "=" * (-len(sixteens) % 4)).decode("utf-16-be")
    except ValueError:
        return found[0]
