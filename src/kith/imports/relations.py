"""What address books call those who belong to somebody, as the kinds that the book knows."""

from __future__ import annotations

from kith.imports.records import RelatedRecord

# Without Django, as readers run apart from it; tests/imports/test_relations.py compares them with Related.Kind.
_WORDS = {
    "spouse": "spouse wife husband sweetheart ehefrau ehemann ehepartner ehegatte ehegattin épouse époux conjoint esposa esposo cónyuge",
    "partner": "partner girlfriend boyfriend fiance fiancé fiancée domestic partner domesticpartner date lover crush"
    " partnerin lebensgefährte lebensgefährtin compagne compagnon pareja",
    "child": "child children son daughter stepchild kind kinder sohn tochter enfant enfants fils fille hijo hija hijos",
    "parent": "parent mother father stepparent mutter vater mère père madre padre",
    "sibling": "sibling brother sister bruder schwester frère sœur soeur hermano hermana",
    "kin": "kin relative family grandparent grandchild uncle aunt nephew niece cousin godfather godmother godson"
    " goddaughter grandmother grandfather",
    "friend": "friend bestfriend freund freundin ami amie amigo amiga",
    "colleague": "colleague co-worker coworker kollege kollegin collègue colega",
    "manager": "manager boss supervisor vorgesetzter vorgesetzte chef responsable jefe jefa",
    "report": "report subordinate employee direct report mitarbeiter",
    "assistant": "assistant assistent assistentin secretary sekretärin asistente",
    "referred_by": "referred by referredby referrer referral empfohlen von",
    "contact": "contact acquaintance met agent emergency neighbor neighbour co-resident muse mentor protege",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in (*words.split(), kind)}
_KINDS |= {"domestic partner": "partner", "direct report": "report", "referred by": "referred_by"}


def related(word: str, name: str, keys: tuple[str, ...] = ()) -> RelatedRecord:
    """Somebody whom an address book calls this: "Wife" is a spouse, and the word stays beside it."""
    plain = " ".join(word.lower().replace("_", " ").split())
    kind = _KINDS.get(plain, "other")
    label = "" if plain in (kind, kind.replace("_", " "), "related", "") else word.strip()
    return RelatedRecord(kind, name, label, keys)


def known_words() -> frozenset[str]:
    """Every word that is understood, in lower case."""
    return frozenset(_KINDS)
