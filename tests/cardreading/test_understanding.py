"""Lines of a card become fields, in four languages."""

from __future__ import annotations

import pytest

from kith.cardreading.understanding import understand
from tests.cardreading.given import lines, read


def test_a_german_card_is_understood():
    found = read(
        ("Hallmackenreuther Maschinenbau GmbH", 40.0),
        ("Dr. Käthe Strößner", 38.0),
        "Geschäftsführerin",
        "Leopoldstraße 12",
        "80802 München",
        "Telefon: 089 / 1234-567",
        "Mobil: 0171 / 123 4567",
        "Telefax: 089 / 1234-500",
        "E-Mail: k.stroessner@hallmackenreuther.de",
        "www.hallmackenreuther.de",
        "HRB 123456 Amtsgericht München, USt-IdNr. DE123456789",
    )

    assert found["name"] == ["Dr. Käthe Strößner"]
    assert found["organisation"] == ["Hallmackenreuther Maschinenbau GmbH"]
    assert found["title"] == ["Geschäftsführerin"]
    assert found["email"] == ["k.stroessner@hallmackenreuther.de"]
    assert found["phone"] == ["089 / 1234-567", "0171 / 123 4567", "089 / 1234-500"]
    assert found["url"] == ["www.hallmackenreuther.de"]
    assert found["address"] == ["Leopoldstraße 12\n80802 München"]


def test_a_french_card_is_understood():
    found = read(
        ("SOLARIS CONSEIL", 34.0),
        ("Solène DELACOURT", 40.0),
        "Directrice commerciale",
        "14 bis, rue Saint-Honoré",
        "75008 Paris",
        "Tél. : 01 44 55 66 77 – Port. : 06 12 34 56 78",
        "sdelacourt@solaris-conseil.fr",
    )

    assert found["name"] == ["Solène Delacourt"]
    assert found["organisation"] == ["SOLARIS CONSEIL"]
    assert found["title"] == ["Directrice commerciale"]
    assert found["phone"] == ["01 44 55 66 77", "06 12 34 56 78"]
    assert found["address"] == ["14 bis, rue Saint-Honoré\n75008 Paris"]


def test_a_spanish_card_is_understood():
    found = read(
        ("Begoña Echeverría Núñez", 40.0),
        "Jefa de ventas",
        ("Marítima Sur, S.L.", 30.0),
        "C/ Serrano 41, 3º izda.",
        "28001 Madrid (España)",
        "Tfno. 915 55 12 34 | Móvil 655 123 456",
        "begona@maritimasur.es",
        "www.maritimasur.es",
    )

    assert found["name"] == ["Begoña Echeverría Núñez"]
    assert found["organisation"] == ["Marítima Sur, S.L."]
    assert found["title"] == ["Jefa de ventas"]
    assert found["phone"] == ["915 55 12 34", "655 123 456"]


def test_an_english_card_is_understood():
    found = read(
        ("Imogen Fotheringham, PhD", 40.0),
        "VP Sales",
        ("Copperleaf Analytics", 36.0),
        "350 Fifth Avenue, Suite 300",
        "New York, NY 10118",
        "o: (212) 555-0134  |  c: (917) 555-0171",
        "ifotheringham@copperleaf.io",
        "linkedin.com/in/imogen-f",
    )

    assert found["name"] == ["Imogen Fotheringham, PhD"]
    assert found["organisation"] == ["Copperleaf Analytics"]
    assert found["title"] == ["VP Sales"]
    assert found["phone"] == ["(212) 555-0134", "(917) 555-0171"]
    assert found["url"] == ["https://www.linkedin.com/in/imogen-f"]
    assert found["address"] == ["350 Fifth Avenue, Suite 300\nNew York, NY 10118"]


def test_phones_are_told_apart_by_their_marks():
    fields = understand(lines("T +49 89 1234567", "M +49 171 1234567", "F +49 89 1234500"))

    assert [(field.label, field.value) for field in fields if field.kind == "phone"] == [
        ("", "+49 89 1234567"),
        ("mobile", "+49 171 1234567"),
        ("fax", "+49 89 1234500"),
    ]


def test_a_name_above_or_below_the_firm_is_known_by_its_address():
    assert read("Quillworks", "Rutherford", "zoe.rutherford@quillworks.com")["organisation"] == ["Quillworks"]


def test_a_name_in_two_lines_is_one():
    found = read(("WIEBKE", 44.0), ("KRÄHENBÜHL", 44.0), "Kommunikation", "wiebke.kraehenbuehl@nordlicht.de")

    assert found["name"] == ["Wiebke Krähenbühl"]


def test_name_and_title_in_one_line_are_two():
    found = read(("Malte Quandt, Leiter Einkauf", 36.0), "Kranzler AG", "m.quandt@kranzler.com")

    assert (found["name"], found["title"]) == (["Malte Quandt"], ["Leiter Einkauf"])


def test_a_card_without_a_name_is_named_by_its_address_and_not_trusted():
    fields = understand(lines("Tel 089 1234567", "lothar.wöhrle@blaustein.de"))
    name = next(field for field in fields if field.kind == "name")

    assert name.value == "Lothar Woehrle"
    assert name.confidence < 0.5


@pytest.mark.parametrize("text", ["", "   ", "—", "42", "口", "|||", "@", "tel", "+", "www.", "©" * 400, "a" * 3000])
def test_nothing_breaks_on_what_says_nothing(text):
    assert isinstance(read(text), dict)


def test_every_confidence_is_a_share():
    fields = understand(
        lines(
            "Ana Ruiz", "Gerente", "Acme S.A.", "ana@acme.es", "91 555 12 34", "acme.es", "Gran Vía 1", "28013 Madrid"
        )
    )

    assert len(fields) > 6
    assert all(0 < field.confidence <= 1 for field in fields)


@pytest.mark.parametrize(
    ("texts", "name", "title", "organisation"),
    [
        ((("Rechtsanwaltskanzlei", 26), ("Hoffmann & Partner", 38), ("Claudia Hoffmann", 32), "Fachanwältin für Arbeitsrecht", "kanzlei@hoffmann-partner.de"), "Claudia Hoffmann", "Fachanwältin für Arbeitsrecht", "Hoffmann & Partner"),
        ((("Bäckerei Mayer", 44), "Inh. Franz Mayer", "Tel 0851 / 1234"), "Franz Mayer", "", "Bäckerei Mayer"),
        ((("Mike Chen", 40), "Realtor®, DRE #01234567", ("Golden Gate Realty", 30), "mike@goldengaterealty.com"), "Mike Chen", "Realtor®", "Golden Gate Realty"),
        ((("Mme Hélène Carpentier", 34), "Notaire", "SCP Carpentier & Vidal", "helene.carpentier@notaires.fr"), "Mme Hélène Carpentier", "Notaire", "SCP Carpentier & Vidal"),
        ((("Marta", 44), ("Gómez Ortega", 44), "Arquitecta", "marta.gomez@gmail.com"), "Marta Gómez Ortega", "Arquitecta", ""),
        ((("VOTRE AGENCE", 26), "IMMOBILIÈRE", ("Orpi Centre Ville", 36), ("Karim BENALI", 32), "Agent commercial", "k.benali@orpi.com"), "Karim Benali", "Agent commercial", "Orpi Centre Ville"),
        ((("spotify", 48), ("Lina Bergström", 34), "Software Engineer", "lina.bergstrom@spotify.com"), "Lina Bergström", "Software Engineer", "spotify"),
        ((("HSBC", 50), ("Li Wei", 34), "Relationship Manager", "Premier Banking", "li.wei@hsbc.com"), "Li Wei", "Relationship Manager", "HSBC"),
        ((("Ana Ruiz", 34), "Chief Technology Officer (CTO)", ("Acme Robotics, Inc.", 34), "ana@acmerobotics.ai"), "Ana Ruiz", "Chief Technology Officer (CTO)", "Acme Robotics, Inc."),
        ((("JÜRGEN VON DER HEIDE", 34), "GESCHÄFTSFÜHRER", "j.vdheide@gmx.de"), "Jürgen von der Heide", "Geschäftsführer", ""),
    ],
)  # fmt: skip
def test_cards_of_all_kinds_are_understood(texts, name, title, organisation):
    found = read(*texts)

    assert found["name"][0] == name
    assert found.get("title", [""])[0] == title or not title
    assert found.get("organisation", [""])[0] == organisation


def test_an_address_in_two_parts_of_a_row_is_one():
    found = read("Marktplatz 5 · 97070 Würzburg", "Pº de la Castellana, 160", "28071 Madrid")

    assert found["address"] == ["Marktplatz 5\n97070 Würzburg", "Pº de la Castellana, 160\n28071 Madrid"]


def test_a_sign_read_as_the_first_letter_of_an_address_is_known_by_the_name():
    assert read(("Ghislain Lemaître", 40), "Eglemaitre@pixelune.fr")["email"] == ["glemaitre@pixelune.fr"]
    assert read(("Iñigo Zubizarreta", 40), "8i.zubizarreta@luz.es")["email"] == ["i.zubizarreta@luz.es"]


def test_the_host_of_an_address_that_is_cut_off_is_told_by_the_page():
    found = read("ana.ruiz@edicionestamarindoi", "www.edicionestamarindoinmobiliaria.com")

    assert found["email"] == ["ana.ruiz@edicionestamarindoinmobiliaria.com"]


def test_words_between_which_no_gap_was_seen_are_parted():
    assert read(("PhilippaWhitlock", 40), "p.whitlock@x-y.com")["name"] == ["Philippa Whitlock"]
    assert read("Oakhurst &Vale Architects plc")["organisation"] == ["Oakhurst & Vale Architects plc"]
    assert read(("Ana Ruiz", 40), "Delegadocomercial")["title"] == ["Delegado comercial"]
    assert read("Königsweg118", "33602Bielefeld")["address"] == ["Königsweg 118\n33602 Bielefeld"]
    assert read("Mobile06.65.98.31.28")["phone"] == ["06.65.98.31.28"]


def test_names_with_a_diaeresis_are_mended():
    assert read(("Loic Kerviel", 40), "loic.kerviel@bativert.fr")["name"] == ["Loïc Kerviel"]
