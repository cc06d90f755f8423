"""The words of a text that say something: folded, without stop words of four languages, cut to what plurals share."""

from __future__ import annotations

import re

from kith.occupations.folding import folded

_KEPT = 6  # letters: decorate, decorator and Dekorateur differ behind these
_NUMBERS = re.compile(r"\d")
_WORDS = re.compile(r"\w+")
_STOP = {
    "en": """
        a about after again all also always am an and any anybody anyone are as at back be because been before being best but by
        can could did do does done each every few find first for free from get gets give gives glad go good had happy has have
        he help helps her here him his how i if in into is it its just keep know knows learn like likes little long look looking
        looks made make makes many may me more most much must my need needs never new no nobody not now of off offer offers often
        old on once one only open or other our out over own people person please put question say says see she should show so
        some somebody someone something still such take takes talk tell than thank that the their them then there these they
        thing think this those through time to too try two under up us use very want wants was way we well were what when where
        which while who whom whose why will with without work works would year years you your
    """,
    "de": """
        aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim biete bieten bin bis bitte brauche
        brauchen da damit dann das dass dein dem den denn der deren des dich die dies diese diesem diesen dieser dir doch du durch
        ein eine einem einen einer eines er erst es etwas euch fragen frei fur ganz geben gegen geht gerne gibt gut gute guten hab
        habe haben hallo hat hatte helfe helfen hier hilfe hilft ich ihm ihn ihnen ihr ihre ihrem ihren im immer in ins ist ja
        jahr jahre jahren jede jeden jemand jemanden jemandem jetzt kann kein keine kennt konnen konnte koennen lernen mehr mein
        meine meinem meinen meiner mich mir mit mochte moechte mochten muss mussen nach neu neue neuen nicht nichts noch nun nur
        ob oder ohne schon sehr sein seine seit sich sie sind so soll sollen suche suchen sucht uber ueber um und uns unser unsere
        unserem unseren unter viel viele vom von vor wann war warum was weg weil weiss welche wenn wer werde werden wie wieder
        aussieht erzahlt kommen kommt will wir wird wissen wo wollen wurde wurden wusste zeigt zu zum zur zwei
    """,
    "fr": """
        a ai aide aider aimerais aimerions apres au aucun aussi autre autres aux avant avec avoir avons besoin bien bon bonne ca
        ce cela ces cet cette ceux chaque cherche cherchons chez comme comment connait d dans de depuis des deux donne donner du
        elle elles en encore est et ete etre eu faire fait faut ici il ils j je jamais jour l la le les leur leurs lui m ma mais
        me meme mes moi moins mon n ne ni nos notre nous nouveau nouvelle on ont ou par parler pas personne petit petite peu peut
        plus pour pourrait pouvez propose proposer quand que quel quelle quelqu quelque quelques qui quoi s sa sais sans savoir se
        ses si soi son sont sous suis sur ta te tes toi ton toujours tous tout toute toutes tres trouver tu un une va vers veut
        volontiers vos votre voudrais voulons vous y
    """,
    "es": """
        a al algo alguien algun alguna ante antes aqui asi ayuda ayudar bien buen buena busco buscamos cada como con conoce contra
        cual cuando cuanto de del desde donde dos el ella ellos en entre era es esa ese eso esta estan estas este esto estos estoy
        fue gusta gustaria ha hace hacer hacia han hasta hay he la las le les lo los mas me mi mis mucho muy nada necesita necesito
        necesitamos ni no nos nosotros nuestra nuestro o ofrezco otra otro para pero poco por porque puede puedo que quien quiero
        quiere se sea ser si sin sobre solo somos son soy su sus tambien tan te tener tengo tiene todo todos tu tus un una uno
        unos y ya yo
    """,
}
STOP = frozenset(word for words in _STOP.values() for word in words.split())


def spoken(text: str) -> list[str]:
    """Return the words of a text in their order, folded, without stop words: "The café's taps" → ["cafe", "taps"]."""
    return [word for word in folded(text).decode().split() if word not in STOP and (len(word) > 1 or word.isdigit())]


def terms(text: str) -> list[str]:
    """Return what of its words is compared: their first six letters without the ending of a plural."""
    return [term(word) for word in spoken(text)]


def term(word: str) -> str:
    """Return what of a folded word is compared. Numbers and what has some stay whole: iso27001 is not iso27002."""
    if _NUMBERS.search(word):
        return word
    elif len(word) > 4 and word.endswith("ies"):
        return word[:-3][:_KEPT]
    elif len(word) > 3 and word[-1] in "sxy" and not word.endswith("ss"):
        return word[:-1][:_KEPT]
    else:
        return word[:_KEPT]


def names(text: str) -> frozenset[str]:
    """Return the terms of what reads as a name: written with a capital behind the first word, in capitals, or with a digit.

    In German that is every noun: one that both texts share says as much.
    """
    written = _WORDS.findall(text)
    named = [word for place, word in enumerate(written) if _is_name(word, first=place == 0)]
    return frozenset(term(word) for name in named for word in spoken(name))


def _is_name(word: str, *, first: bool) -> bool:
    short_form = len(word) > 1 and word.isupper()
    return short_form or bool(_NUMBERS.search(word)) or (word[0].isupper() and not first)
