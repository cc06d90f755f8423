"""What stands below letters."""

import pytest

from kith.mail.bodies import unquoted
from kith.mail.signatures import signature_in

ANA = ("Ana Ruiz", "ana.ruiz@acme.example")


def read(text: str, name: str = ANA[0], address: str = ANA[1], region: str = "") -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for each in signature_in(text, name, address, region):
        what = (each.title, each.organisation) if each.kind == "position" else (each.value, each.label)
        found.setdefault(each.kind, []).append(what)
    return found


def test_an_english_signature_after_the_delimiter():
    text = "See you there.\n\n-- \nAna Ruiz\nHead of Research, Acme Inc.\nT: +49 30 901820 | M: +49 1512 3456789\nwww.acme.example"

    assert read(text) == {
        "position": [("Head of Research", "Acme Inc.")],
        "phone": [("+49 30 901820", "work"), ("+49 1512 3456789", "mobile")],
        "url": [("www.acme.example", "")],
    }


@pytest.mark.parametrize(
    ("text", "title", "organisation"),
    [
        ("Bis bald\n\nMit freundlichen Grüßen\n\nDr. Ana Ruiz\nLeiterin Forschung\nNordwind GmbH & Co. KG\nHafenstr. 7", "Leiterin Forschung", "Nordwind GmbH & Co. KG"),
        ("À bientôt\n\nBien cordialement,\nAna RUIZ\nDirectrice commerciale\nBrise SARL", "Directrice commerciale", "Brise SARL"),
        ("Nos vemos\n\nUn saludo,\nAna Ruiz\nIngeniera en Sistemas | Viento S.L.", "Ingeniera en Sistemas", "Viento S.L."),
        ("Talk soon\n\nBest,\nAna Ruiz\nProduct Manager at Acme", "Product Manager", "Acme"),
        ("Talk soon\n\nKind regards\nAna Ruiz, PhD\nProfessor of Physics\nUniversity of Bern", "Professor of Physics", "University of Bern"),
        ("Talk soon\n\nCheers\nAna Ruiz\nLecturer at University of Bern", "Lecturer", "University of Bern"),
        ("Talk soon\n\nThanks!\nAna Ruiz\nDirector, Sales and Marketing", "Director, Sales and Marketing", ""),
    ],
)  # fmt: skip
def test_positions_in_four_languages(text, title, organisation):
    assert read(text)["position"] == [(title, organisation)]


@pytest.mark.parametrize(
    "text",
    [
        "See you there.\n\nBest,\nAna",
        "-- \nBen Okafor\nCEO, Acme Inc.\n+49 30 901820",
        "-- \nSent from my phone",
        "Ana Ruiz\nCEO, Acme Inc.",
        "Best,\nAna Ruiz\nsee you in Berlin on the 3rd",
        "Ana Ruiz said that +49 30 901820 is her number.\nBest,\nCy",
        f"-- \nAna Ruiz\n{'very ' * 16}Good Things Ltd",
        "-- \nAna Ruiz\nTel. +999 1234567",
        "-- \nAna Ruiz\nTel. +1 000 000 0000",
        "-- \nAna Ruiz\nLiving the dream\nOne day at a time",
        "",
        "Hi Ada,\n\nlunch at 12?\n\nAna",
        "See you at Acme Inc.\nCall me on +1 415 555 2671.\nThanks\nAna",
        "ok\n\nSent from my iPhone",
        "ok\n\nBest\nAna Ruiz\n\nSent from my iPhone",
        "ok\n\nVon meinem iPhone gesendet",
        "ok\n\nBest regards\nAna Ruiz\n\nThis e-mail is confidential. If you are not the intended recipient, contact the Director of Acme Ltd at +44 20 7946 0958 or visit https://acme.example/legal.",
        "FYI\n\nBest,\nAna Ruiz\n\nBob Stone wrote:\nHi\n-- \nBob Stone\nCEO, Stone Inc.\n+1 650 253 0000",
        "FYI\n\nAna\n\n> -- \n> Bob Stone\n> CEO, Stone Inc.",
        "FYI see below his signature:\n\n-- \nBob Stone\nCEO, Stone Inc.\n+1 650 253 0000",
        "Hi\n\nThanks,\nAna Ruiz\n\nTo unsubscribe: https://list.example/unsubscribe?u=1\nAcme, 1 Main St, +1 650 253 0000",
        "Thanks\nAna Ruiz\nPS: Call Bob, the director of Stone Inc., on +1 650 253 0000",
        "Thanks\nAna Ruiz\n\nP.S. My sister is a teacher at the university, she sends regards",
        "Best,\nAna Ruiz\n\nFrom: Bob Stone <bob@stone.example>\nSent: Monday\nTo: Ana\nSubject: x\n\nCEO, Stone Inc.\n+1 650 253 0000",
        "Gruß\nAna Ruiz\n\nVon: Bob Stone\nGesendet: Montag, 4. Mai 2026 10:00\nAn: Ana\nBetreff: x\n\nGeschäftsführer Stone GmbH\nTel 030 901820",
        "Best,\nAna Ruiz\n\nThe meeting link: https://zoom.us/j/12345\nDial in: +1 646 558 8656",
        "Thanks\nAna Ruiz\n\nAvast: virus-free. www.avast.com",
        "Thanks\nAna Ruiz\n\nPlease consider the environment before printing. www.green.example",
        "Thanks\nAna Ruiz\n\nGet Outlook for iOS<https://aka.ms/o0ukef>",
        "Thanks\nAna Ruiz\n\nDo you Yahoo!? Find friends at https://yahoo.example",
        "Thanks\nAna Ruiz\n\nHere is what he wrote: he is a partner at Google Inc.",
        "Guests:\n---\nAna Ruiz\nBob Stone, CEO, Stone Inc.\nCarl Wood, CTO, Wood Ltd\n",
        "Minutes\n-----\nPresent: Ana Ruiz, Bob Stone\nDirector of Stone Inc. said...\n",
        "Speakers\n***\nAna Ruiz\nTom Baker\nManaging Director of Widgets Ltd\n+44 20 7946 0958\n",
        "Thanks\n\nAna Ruiz was here, the lead engineer of Stone Inc. called\n",
        "Best,\nAna Ruiz\n\nOrder no. +49 1512 3456789\n",
        "Best,\nAna Ruiz\n\nRe: the director's cut, amazing",
        "Merci\nAna Ruiz\n\nLe 4 mai 2026 à 10:00, Bob Stone <bob@x> a écrit :\nCEO Stone SA",
        "Gracias\nAna Ruiz\n\nEl lun, 4 may 2026 a las 10:00, Bob (<bob@x>) escribió:\n\nDirector, Stone SL",
        "Best,\nAna Ruiz\n\nBegin forwarded message:\n\nFrom: Bob Stone\nSubject: x\nDate: 4 May\n\nCEO, Stone Inc.\n+1 650 253 0000",
        "Danke\nAna Ruiz\n\nAnfang der weitergeleiteten Nachricht:\n\nVon: Bob Stone\nBetreff: x\nDatum: 4. Mai\n\nGeschäftsführer, Stone GmbH\n+49 30 901820",
        "Best,\nAna Ruiz\n\n________________________________\nVon: Bob\nCEO Stone Inc.\n+1 650 253 0000",
        "Thanks,\nAna Ruiz\n\n---------- Forwarded message ---------\nFrom: Bob\nCEO\n+1 650 253 0000",
        "Best\nAna Ruiz\n\nMailing list footer\nhttps://lists.example/listinfo/users\n",
        "Viele Grüße\nAna Ruiz\n\nUnd hier die Leiterin der Schule: Frau Koch, Schule e.V., Tel. 030 901820",
        "Best,\nAna Ruiz\n\nTeacher's day is tomorrow",
        "Best,\nAna Ruiz\n\nThe lead on this is Bob",
        "Dear Ana Ruiz\nThanks\nBob Stone\nCEO, Stone Inc.",
        "Hello,\n\nThanks\n\nAna Ruiz and Bob Stone\nDirectors, Stone Inc.",
        "Best,\nAna Ruiz\n\nOn behalf of our CEO Bob Stone, Stone Inc.",
        "Best,\nAna Ruiz\n\nUpgrade to Acme Pro: call +1 800 253 0000, https://promo.example",
        "Best,\nAna Ruiz\n\nMy new address:\n1 Main St, Springfield\nIn case of an emergency call the nurse on +1 650 253 0000",
    ],
)  # fmt: skip
def test_nothing_is_taken_from_what_is_no_clear_signature_of_the_writer(text):
    assert read(unquoted(text), region="US") == {}


def test_the_line_is_kept_as_evidence():
    [detail] = signature_in("-- \nAna Ruiz\nCTO | Acme", *ANA)

    assert detail.line == "CTO | Acme"


def test_numbers_without_a_country_need_a_word_before_them_and_the_users_country():
    text = "-- \nAna Ruiz\nTel. 030 901820\nUSt-IdNr. 030 901829"

    assert read(text) == {}
    assert read(text, region="DE") == {"phone": [("+49 30 901820", "work")]}


def test_what_stands_twice_is_told_once():
    text = "-- \nAna Ruiz\nFon +49 30 901820\nPhone: +49 (0)30 901820\nFax: +49 30 901821"

    assert read(text)["phone"] == [("+49 30 901820", "work"), ("+49 30 901821", "fax")]


def test_a_name_of_one_word_is_not_enough_to_know_a_signature_by():
    assert read("-- \nAna\nCTO | Acme", name="Ana") == {}


@pytest.mark.parametrize(
    ("name", "address", "text", "title", "organisation"),
    [
        ("Kim Lee", "kim@startup.io", "Best,\n\nKim Lee | CTO, Startup\nkim@startup.io", "CTO", "Startup"),
        ("Kim Lee", "kim@startup.io", "-- \nKim Lee, Co-Founder & CEO\nA house", "Co-Founder & CEO", ""),
        ("Eva Braun-Schmidt", "eva@x.de", "LG Eva\n\nEva Braun-Schmidt\nLeiterin Marketing\nFirma AG", "Leiterin Marketing", "Firma AG"),
        ("Max Muster", "m@x.de", "Freundliche Grüsse\ni. A. Max Muster\nSachbearbeiter Einkauf\nMuster GmbH\nGeschäftsführer: Hans Muster", "Sachbearbeiter Einkauf", "Muster GmbH"),
        ("Max Muster", "m@x.de", "-- \nMax Muster\nMuster GmbH\nGeschäftsführer: Hans Muster", "", "Muster GmbH"),
        ("Max Muster", "m@x.de", "Mit besten Grüßen\nDr. Max Muster\n---\nMuster AG\nBahnhofstr. 1", "", "Muster AG"),
        ("Li Wei", "li@tech.cn", "Best wishes,\nLi Wei (李伟)\nSales Manager\nTech Co., Ltd.", "Sales Manager", "Tech Co., Ltd."),
        ("María Pérez", "m@consulta.es", "Saludos cordiales,\n\nMaría Pérez\nAbogada | Consulta Legal S.L.P.", "Abogada", "Consulta Legal S.L.P."),
        ("Chloé Bernard", "c@agence.fr", "Belle journée,\n\nChloé Bernard\nChargée de communication\nAgence Bernard SARL", "Chargée de communication", "Agence Bernard SARL"),
        ("José García", "jose@empresa.es", "Un saludo,\nJosé García López\nDirector de Ventas\nEmpresa S.L.", "Director de Ventas", "Empresa S.L."),
        ("Ana Ruiz", "ana@acme.co.uk", "Thanks and regards,\nRuiz, Ana\nHead of IT\nAcme", "Head of IT", "Acme"),
    ],
)  # fmt: skip
def test_signatures_as_people_really_write_them(name, address, text, title, organisation):
    assert read(text, name, address, "DE")["position"] == [(title, organisation)]


@pytest.mark.parametrize(
    ("page", "is_taken"),
    [
        ("https://acme.example/team/ana", True),
        ("https://blog.acme.example", True),
        ("www.ana-ruiz.example", True),
        ("https://www.linkedin.com/in/ana-ruiz", True),
        ("https://www.linkedin.com/company/stone", False),
        ("https://acme.example/unsubscribe/7", False),
        ("https://acme.example/?campaign=7", False),
        ("https://notacme.example", False),
        ("https://stone.example", False),
    ],
)
def test_only_pages_of_the_writer_or_their_house_are_taken(page, is_taken):
    found = read(f"-- \nAna Ruiz\n{page}")

    assert found == ({"url": [(page, "")]} if is_taken else {})
