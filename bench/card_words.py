"""The words that stand on invented business cards: names, firms, titles, streets, numbers, in four languages."""

from __future__ import annotations

import random
from typing import Any

WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "given": ["Wiebke", "Torben", "Anneliese", "Jörg", "Käthe", "Detlef", "Siegrun", "Malte", "Friederike", "Götz", "Ayşe", "Hannelore", "Eckhard", "Gönül", "Marlies", "Raimund", "Ulrike", "Volker", "Zoë", "Lothar"],
        "family": ["Achterberg", "Kühnle", "Oberländer", "Strößner", "von Waldeck", "Hufnagel", "Löffelmann", "Brückner", "Yıldırım", "Puttkammer", "Quandt", "Schäuffele", "Tiedemann", "Wöhrle", "Zschokke", "Großkopf", "Krähenbühl", "Meyer-Landrut", "Nowitzki", "Rauscher"],
        "firms": ["Nordlicht", "Hallmackenreuther", "Steinweg & Söhne", "Optivara", "Rheingold", "Falkenhorst", "Kranzler", "Lindwurm", "Quellwerk", "Brandhof", "Sieber+Partner", "Vektoria", "TIMOX", "Blaustein", "Münsterfelder"],
        "trades": ["Maschinenbau", "Beratung", "Steuerberatung", "Verlag", "Software", "Logistik", "Architekten", "Elektrotechnik", "Immobilien", "Medizintechnik", "Consulting"],
        "forms": ["GmbH", "AG", "GmbH & Co. KG", "KG", "e. V.", "OHG", "mbH", "UG", "SE"],
        "titles": ["Geschäftsführerin", "Geschäftsführer", "Leiter Vertrieb", "Projektleiterin", "Rechtsanwältin", "Teamleiter Einkauf", "Steuerberater", "Vorstand", "Prokuristin", "Key Account Managerin", "Leitung Personal", "Softwareentwickler", "Architektin", "Vertriebsleiter DACH", "Fachärztin für Chirurgie", "Inhaber", "Wissenschaftliche Mitarbeiterin", "Head of Marketing", "Referent für Presse", "Kundenberaterin"],
        "streets": ["Leopoldstraße", "Am Alten Markt", "Hauptstr.", "Lindenallee", "Königsweg", "Schillerplatz", "An der Mühle", "Bahnhofstraße", "Gewerbepark Süd", "Torgasse"],
        "cities": [("80802", "München"), ("10115", "Berlin"), ("48143", "Münster"), ("70173", "Stuttgart"), ("04109", "Leipzig"), ("65929", "Frankfurt am Main"), ("24937", "Flensburg"), ("79098", "Freiburg i. Br."), ("33602", "Bielefeld"), ("52062", "Aachen")],
        "country": "Deutschland",
        "slogans": ["Ideen, die bewegen", "Wir bauen Zukunft", "Seit 1894", "Einfach. Besser. Planen."],
    },
    "fr": {
        "given": ["Maëlys", "Thibault", "Aurélie", "Gwenaël", "Loïc", "Clémence", "Solène", "Ghislain", "Éloïse", "Bérénice", "Yannick", "Capucine", "Aymeric-Noël", "Ludivine", "Fabrice", "Ségolène", "Hippolyte", "Noémie", "Rémi", "Apolline"],
        "family": ["Lemaître", "Bouvier", "Le Goff", "Châtelain", "Desrosiers", "Quéré", "Vasseur", "Delacourt", "Fréchette", "N'Diaye", "Poirier", "Saint-Germain", "Thévenot", "Villeneuve", "de la Tour", "Hébrard", "Jaouen", "Kerviel", "Mazière", "Bellanger"],
        "firms": ["Atelier Méridien", "Grandval", "Solaris Conseil", "Belle-Rive", "Lutèce", "Novalis", "Vertigo", "Orphéa", "Chapuis Frères", "Cabinet Rousselot", "Maison Fleury", "Altéa", "Kéops", "Bativert", "Pixelune"],
        "trades": ["Ingénierie", "Conseil", "Architecture", "Immobilier", "Communication", "Avocats", "Énergies", "Traiteur", "Assurances", "Logiciels"],
        "forms": ["SARL", "SAS", "S.A.", "SA", "SASU", "EURL", "& Associés", "SCOP"],
        "titles": ["Directrice générale", "Directeur commercial", "Responsable des achats", "Avocate à la Cour", "Chargée de communication", "Ingénieur d'affaires", "Gérant", "Chef de projet", "Présidente", "Architecte DPLG", "Consultante senior", "Responsable ressources humaines", "Directeur technique", "Attachée de presse", "Expert-comptable", "Fondateur", "Assistante de direction", "Développeur web", "Secrétaire générale", "Conseiller clientèle"],
        "streets": ["rue de la République", "avenue Victor Hugo", "boulevard Haussmann", "place du Marché", "quai des Brumes", "chemin des Vignes", "rue Saint-Honoré", "impasse des Lilas", "cours Mirabeau", "allée des Tilleuls"],
        "cities": [("75008", "Paris"), ("69002", "Lyon"), ("33000", "Bordeaux"), ("35000", "Rennes"), ("44000", "Nantes"), ("13001", "Marseille"), ("67000", "Strasbourg"), ("38000", "Grenoble"), ("06000", "Nice"), ("31000", "Toulouse")],
        "country": "France",
        "slogans": ["L'art de bâtir", "Depuis 1923", "Au service de vos projets", "Créateurs d'émotions"],
    },
    "es": {
        "given": ["Iñigo", "Begoña", "Nuria", "Rodrigo", "Macarena", "Faustino", "Lourdes", "Ainhoa", "Íker", "Estíbaliz", "Ximena", "Gonzalo", "Inmaculada", "Leandro", "Rocío", "Celedonio", "Ágata", "Víctor", "Yolanda", "Anselmo"],
        "family": ["Echeverría", "Ibáñez", "Quintanilla", "Zubizarreta", "Peñalver", "Arrieta", "Bermúdez", "Cifuentes", "de la Fuente", "Figueroa", "Goñi", "Lafuente", "Montalbán", "Núñez", "Olmedo", "Palacios", "Roldán", "Sepúlveda", "Tejada", "Valdivia"],
        "firms": ["Soluciones Altamira", "Grupo Ventura", "Ediciones Tamarindo", "Cantábrica", "Luzverde", "Marítima Sur", "Olivares del Rey", "Ibertec", "Candela", "Alborada", "Taller Siete", "Nebrija", "Monteluna", "Bodegas Orellana", "Pirámide"],
        "trades": ["Consultores", "Abogados", "Ingeniería", "Construcciones", "Asesores", "Sistemas", "Comunicación", "Arquitectos", "Inmobiliaria", "Logística"],
        "forms": ["S.L.", "S.A.", "SL", "SA", "S.L.U.", "S. Coop.", "y Asociados"],
        "titles": ["Directora general", "Gerente", "Jefe de ventas", "Responsable de compras", "Abogada", "Ingeniero industrial", "Director comercial", "Consejera delegada", "Arquitecto técnico", "Asesora fiscal", "Coordinadora de proyectos", "Técnico de sistemas", "Socio fundador", "Directora de marketing", "Jefa de prensa", "Administrador", "Desarrollador de software", "Delegado comercial", "Médica especialista", "Secretaria de dirección"],
        "streets": ["Calle Mayor", "Avda. de la Constitución", "C/ Serrano", "Plaza de España", "Paseo de Gracia", "Gran Vía", "Ronda de Atocha", "Carrer de Balmes", "Camino Real", "C/ Alcalá"],
        "cities": [("28013", "Madrid"), ("08007", "Barcelona"), ("41001", "Sevilla"), ("46002", "Valencia"), ("48001", "Bilbao"), ("29015", "Málaga"), ("50001", "Zaragoza"), ("15001", "A Coruña"), ("33003", "Oviedo"), ("18001", "Granada")],
        "country": "España",
        "slogans": ["Ideas que crecen", "Desde 1956", "Soluciones a su medida", "Cerca de ti"],
    },
    "en": {
        "given": ["Imogen", "Alistair", "Priya", "Desmond", "Saoirse", "Torquil", "Fiona", "Kwame", "Beatrix", "Rupert", "Oluwaseun", "Gwendolyn", "Declan", "Philippa", "Barnaby", "Xiaoming", "Marguerite", "Cedric", "Harriet", "Zachary"],
        "family": ["Fotheringham", "O'Sullivan", "Okonkwo", "MacAllister", "Blackwood", "Venkataraman", "Ashworth", "Pemberton", "Hathaway", "St. John", "Whitlock", "Zhang", "Barraclough", "Featherstone", "Kowalczyk", "Lightfoot", "Mbeki", "Penhaligon", "Rutherford", "Wainwright-Jones"],
        "firms": ["Harbourline", "Blue Heron", "Thornfield", "Apex Ridge", "Quillworks", "Silverbirch", "Northgate", "Copperleaf", "Tidewater", "Pennyfarthing", "Oakhurst & Vale", "Lumenix", "Brightmoor", "Kestrel", "Zephyr"],
        "trades": ["Consulting", "Partners", "Analytics", "Engineering", "Architects", "Legal", "Media", "Robotics", "Insurance", "Studios", "Logistics", "Bank"],
        "forms": ["Ltd", "Limited", "Inc.", "LLC", "plc", "LLP", "Corporation", "Ltd."],
        "titles": ["Chief Executive Officer", "Managing Director", "Senior Software Engineer", "Account Executive", "Head of Procurement", "Attorney at Law", "Marketing Manager", "Product Designer", "VP Sales", "Founder & CEO", "Regional Sales Manager", "Office Administrator", "Chartered Accountant", "Research Fellow", "Director of Communications", "Real Estate Agent", "Data Scientist", "Partner", "Business Development Lead", "Registered Nurse"],
        "streets": ["Market Street", "Kings Road", "Fifth Avenue", "High Street", "Station Lane", "Elm Drive", "Broadway", "Castle Square", "Mill Court", "Victoria Embankment"],
        "cities": [("EC1A 1BB", "London"), ("M1 4BT", "Manchester"), ("NY 10011", "New York"), ("CA 94107", "San Francisco"), ("EH1 2NG", "Edinburgh"), ("MA 02139", "Cambridge"), ("BS1 5TR", "Bristol"), ("IL 60606", "Chicago"), ("TX 78701", "Austin"), ("LS1 4DY", "Leeds")],
        "country": "United Kingdom",
        "slogans": ["Ideas that travel", "Since 1887", "Building better places", "Think. Make. Grow."],
    },
}  # fmt: skip


def phone(chance: random.Random, language: str, kind: str, style: int) -> str:
    """A number as people of the country write it; `style` is the same for all numbers of a card."""
    digits = [str(chance.randrange(10)) for _ in range(10)]
    return _PHONES[language]("".join(digits), kind == "mobile", style)


def _german(digits: str, is_mobile: bool, style: int) -> str:
    area, rest = ("171" if is_mobile else "89"), digits[:7]
    return [
        f"+49 {area} {rest}",
        f"+49 (0) {area} {rest[:3]} {rest[3:]}",
        f"0{area} / {rest[:4]}-{rest[4:]}",
        f"0{area}-{rest}",
    ][style]


def _french(digits: str, is_mobile: bool, style: int) -> str:
    first, pairs = ("6" if is_mobile else "1"), [digits[at : at + 2] for at in range(0, 8, 2)]
    return [
        f"+33 {first} {' '.join(pairs)}",
        f"0{first} {' '.join(pairs)}",
        f"0{first}.{'.'.join(pairs)}",
        f"+33 (0){first} {' '.join(pairs)}",
    ][style]


def _spanish(digits: str, is_mobile: bool, style: int) -> str:
    first, rest = ("6" if is_mobile else "9"), digits[:8]
    return [
        f"+34 {first}{rest[:2]} {rest[2:5]} {rest[5:]}",
        f"{first}{rest[:2]} {rest[2:4]} {rest[4:6]} {rest[6:]}",
        f"(+34) {first}{rest[:2]} {rest[2:5]} {rest[5:]}",
        f"{first}{rest[:2]}.{rest[2:5]}.{rest[5:]}",
    ][style]


def _english(digits: str, is_mobile: bool, style: int) -> str:
    if style % 2:
        return [
            f"+44 7700 900{digits[:3]}" if is_mobile else f"+44 (0)20 7946 0{digits[:3]}",
            f"07700 900{digits[:3]}" if is_mobile else f"020 7946 0{digits[:3]}",
        ][style // 2]
    return [
        f"+1 212-{2 + int(digits[0]) % 8}{digits[1:3]}-{digits[3:7]}",
        f"(415) {2 + int(digits[0]) % 8}{digits[1:3]}-{digits[3:7]}",
    ][style // 2]


_PHONES = {"de": _german, "fr": _french, "es": _spanish, "en": _english}
