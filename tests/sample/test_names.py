"""Names are invented, and none of them can be a famous person's."""

from itertools import islice
from random import Random

from kith.people.folding import fold
from kith.sample.names import CULTURES, invented

FAMOUS = """
    Albert Einstein; Angela Merkel; Matthias Grünewald; Philipp Rösler; Dylan Farrow; Callum Macrae; Tim Berners-Lee;
    Guido van Rossum; Ada Lovelace; Grace Hopper; Marie Curie; Simone de Beauvoir; Zinédine Zidane; François Hollande;
    Pablo Picasso; Frida Kahlo; Gabriel García Márquez; Penélope Cruz; Martín Fierro; João Lourenço; Inês de Castro;
    João Guimarães; Cristiano Ronaldo; Rachel de Queiroz; Sofia Loren; Lorenzo de' Medici; Umberto Eco; Lech Wałęsa;
    Agnieszka Holland; Olga Tokarczuk; Iga Świątek; Greta Thunberg; Ingrid Bergman; Astrid Lindgren; Björn Borg;
    Orhan Pamuk; Zeki Demirkubuz; Selahattin Demirtaş; Omar Yaghi; Omar Sharif; Marwan Khoury; Salma Hayek;
    Zaha Hadid; Indira Gandhi; Lakshmi Mittal; Varun Dhawan; Jyoti Yadav; Anjali Joseph; Zhou Enlai; Enlai Zhou;
    Xiaodan Tang; Yo-Yo Ma; Reiko Chiba; Haruki Murakami; Satoshi Nakamoto; Yoko Ono; Naomi Osaka; Wole Soyinka;
    Ngozi Okonjo-Iweala; Ngozi Adichie; Zainab Balogun; Temitope Balogun; Nnamdi Azikiwe; Nnamdi Kanu; Fela Kuti
"""


def test_no_name_that_can_be_drawn_is_a_famous_person_s():
    famous = {fold(name) for name in FAMOUS.split(";")}

    possible = {fold(f"{given} {family}") for c in CULTURES for given in c.given for family in c.family}

    assert len(famous) > 50
    assert not possible & famous


def test_ten_thousand_names_are_all_different_also_without_their_accents():
    names = list(islice(invented(Random(1)), 10_000))

    assert len({fold(name.full) for name in names}) == 10_000


def test_names_come_from_all_cultures_and_keep_their_accents():
    names = list(islice(invented(Random(1)), 500))

    assert {name.country for name in names} == {culture.country for culture in CULTURES}
    assert sum(not name.full.isascii() for name in names) > 150
