"""Names of invented people: given and family names that many people bear, put together by chance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from kith.people.folding import fold


@dataclass(frozen=True, slots=True)
class Culture:
    """Given and family names that go together, and the country whose telephone numbers their bearers mostly have."""

    country: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    titles: tuple[str, ...] = ("Dr.",)


@dataclass(frozen=True, slots=True)
class Name:
    """An invented name in its parts."""

    given: str
    family: str
    country: str
    prefix: str = ""

    @property
    def full(self) -> str:
        """The whole of it, as people write it."""
        return " ".join(filter(None, (self.prefix, self.given, self.family)))

    @property
    def slug(self) -> str:
        """The name as it stands in an address: "ines-ovelha"."""
        return slug(f"{self.given} {self.family}")


def slug(text: str) -> str:
    """Return the text as a part of an address: lower case, without accents, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def invented(rng: Random) -> Iterator[Name]:
    """Yield names without end, no two alike; once the simple ones become rare, people bear two family names."""
    seen: set[str] = set()
    while True:
        culture = rng.choice(CULTURES)
        name = _draw(rng, culture)
        for _ in range(3):
            if name.slug in seen:
                name = Name(name.given, f"{name.family}-{rng.choice(culture.family)}", name.country, name.prefix)
        if name.slug not in seen:
            seen.add(name.slug)
            yield name


def _draw(rng: Random, culture: Culture) -> Name:
    prefix = rng.choice(culture.titles) if rng.random() < 0.03 else ""
    return Name(rng.choice(culture.given), rng.choice(culture.family), culture.country, prefix)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# What friends call them.
NICKNAMES = {
    "Agnieszka": "Aga",
    "Bartłomiej": "Bartek",
    "Beatriz": "Bia",
    "Begoña": "Bego",
    "Damilola": "Dami",
    "Eleanor": "Nell",
    "Eleonora": "Nora",
    "Elżbieta": "Ela",
    "Friederike": "Rike",
    "Georgina": "Gina",
    "Harriet": "Hattie",
    "Małgorzata": "Gosia",
    "Matthias": "Matze",
    "Nathan": "Nat",
    "Olivia": "Liv",
    "Pasquale": "Lino",
    "Philippa": "Pip",
    "Sebastián": "Seba",
    "Temitope": "Temi",
    "Torbjørn": "Tobbe",
    "Wilfred": "Wilf",
}
CULTURES = (
    Culture(
        "GB",
        _words(
            "Alice Bethan Callum Dylan Eleanor Fergus Georgina Harriet Imogen Jamie Kirsty Lewis Morag Nathan Olivia"
            " Philippa Rhys Siobhán Tamsin Wilfred Aisling Niamh Rory Gwen"
        ),
        _words(
            "Ashdown Birtwhistle Cobbold Dunmore Elphick Farthingale Greenhalgh Hathersage Inchbald Kettlewell Langstaff"
            " Merriweather Nettleton Oakeshott Pennington Quarmby Ravenscroft Satterthwaite Thistlewood Underhill"
            " Wainscott Yelverton Kavanaugh-Reid Mellings"
        ),
    ),
    Culture(
        "DE",
        _words(
            "Anke Björn Clemens Dörte Elke Friederike Gesa Henning Ilka Jörg Käthe Lennart Maike Niklas Ottilie Philipp"
            " Rüdiger Sönke Tilman Ulrike Volker Wiebke Annika Matthias"
        ),
        _words(
            "Achterberg Böttcher Claasen Dörfler Eschenbach Fröhlich Grotjahn Hölscher Immenhof Jürgens Kühnemann"
            " Lüdersen Möhring Niebuhr Oelkers Pfefferkorn Quastmeier Rübsam Schönfelder Tiedemann Uhlenbrock Vößing"
            " Wießner Zöllner"
        ),
        ("Dr.", "Prof. Dr."),
    ),
    Culture(
        "FR",
        _words(
            "Aurélie Benoît Chloé Damien Élodie François Gaëlle Hélène Inès Joël Léa Maël Noémie Océane Pierrick Raphaël"
            " Sévérine Théo Yannick Zoé Anaïs Bérénice Gwenaël Loïc"
        ),
        _words(
            "Abgrall Bellerive Chênevert Delacourt Estève Fauconnier Guérinière Hérault Jaubert Kermadec Lemoigne"
            " Mérignac Nédélec Ollivaud Péronne Quéméner Rocheteau Sorbier-Blin Thévenard Vauclair Ygouf Boisclair"
            " Câlin Dufresnoy"
        ),
    ),
    Culture(
        "ES",
        _words(
            "Adriana Begoña Cristóbal Dolores Eneko Fátima Gonzalo Hernán Íñigo Jimena Leocadia Martín Nuria Óscar Pilar"
            " Rocío Sebastián Tomás Úrsula Verónica Xiomara Yolanda Ximena Joaquín"
        ),
        _words(
            "Albarracín Bermúdez Cifuentes Domínguez Echeverría Fuentealba Gálvez Huamán Ibáñez Jaramillo Landázuri"
            " Mondragón Núñez Ordóñez Paredes Quiñones Rebolledo Saavedra Tejada Urrutia Valdivieso Yáñez Zambrano Peñaloza"
        ),
    ),
    Culture(
        "PT",
        _words(
            "Afonso Beatriz Caetano Conceição Duarte Estêvão Filipa Graça Henrique Inês João Leonor Mafalda Nádia Otávio"
            " Patrícia Raquel Simão Tânia Vítor Thaís Luísa Jandira Gonçalo"
        ),
        _words(
            "Abrantes Barcelos Carvalhal Damasceno Esteves Falcão Gorjão Hortêncio Junqueira Lobato Magalhães"
            " Negreiros Ovelha Paixão Quintela Rebelo Seabra Távora Uchôa Vidigal Xavier Zuzarte Bulhões Sobreiro"
        ),
    ),
    Culture(
        "IT",
        _words(
            "Alessia Beniamino Camilla Donato Eleonora Fabrizio Ginevra Ilaria Lorenzo Mirella Niccolò Ornella Pasquale"
            " Rosalba Simone Tiziana Ubaldo Valeria Zaira Giosuè Letizia Ruggero Noemi Desirée"
        ),
        _words(
            "Abbondanza Bevilacqua Cavicchioli Dallolio Esposto Fossati Garavaglia Innocenti Lamberti Malaguti"
            " Nicolodi Orsenigo Passalacqua Quaglia Roncaglia Santagata Tagliaferri Ughi Valsecchi Zanoletti Boschetto"
            " Carminati Petrosino D'Aquino"
        ),
    ),
    Culture(
        "PL",
        _words(
            "Agnieszka Bartłomiej Celina Dobrawa Elżbieta Franciszek Grażyna Honorata Ireneusz Jadwiga Kazimierz Łucja"
            " Małgorzata Norbert Oliwia Paweł Róża Sławomir Tadeusz Urszula Wioletta Zbigniew Żaneta Radosław"
        ),
        _words(
            "Adamczewski Błażejczyk Cichoń Dąbek Figurska Gołębiewska Hołubiec Jabłecki Kędziora Łukasik Mróz Nowacki"
            " Ożóg Piątkowiak Rybak Śliwowski Świderek Tokarz Urbaniak Wójcicki Zięba Żurek Pawelec Głąb"
        ),
    ),
    Culture(
        "SE",
        _words(
            "Åsa Birgitta Cilla Dagny Elin Frej Göran Hedda Ingrid Jörgen Kjell Linnéa Märta Nils Ottar Pernilla Ragnhild"
            " Sølvi Torbjørn Ulla Vidar Ylva Øyvind Signe"
        ),
        _words(
            "Åkerlund Björkdal Cederström Dahlgren Ekengren Fjeldstad Grönvall Hällström Isaksen Järvelä Kjærgaard"
            " Lövquist Mørkved Nygård Ödman Pålsrud Rønneberg Sjöblom Törnroos Ulvestad Västberg Østergren Lindqvist"
            " Hedegaard"
        ),
    ),
    Culture(
        "TR",
        _words(
            "Aylin Barış Ceyda Doğan Ebru Fırat Gökçe Hülya İpek Kağan Leyla Mert Nazlı Oğuz Pınar Rüya Selçuk Şebnem"
            " Tuğba Umut Volkan Yağmur Zeynep Çağla"
        ),
        _words(
            "Akçay Bozdağ Candemir Çetinkaya Demirtaş Ertuğrul Fındıklı Gündoğdu Hacıoğlu Işıksal Karabulut Küçükyılmaz"
            " Mutluer Okçuoğlu Özbek Pekgöz Sarıkaya Şimşekli Taşdelen Uysal Ünlüsoy Yalçınkaya Yıldızoğlu Zorlu"
        ),
    ),
    Culture(
        "AE",
        _words(
            "Amal Bilal Dalia Fadi Ghada Hanan Idris Jamila Khalid Lubna Maha Nadia Omar Qasim Rania Samir Tariq Wafa"
            " Yasmin Ziad Hala Marwan Noor Salma"
        ),
        _words(
            "Abdelnour Al-Hashemi Barakat Darwish El-Amin Farhat Ghannam Haddad Issawi Jabbour Kassab Lahham Mansouri"
            " Nassif Obeid Qattan Rahal Shaheen Tamimi Wehbe Yazbek Zahrani Benali Chraïbi"
        ),
    ),
    Culture(
        "IN",
        _words(
            "Aditi Bhavesh Chitra Devika Eshan Falguni Gaurav Harini Ishaan Jyoti Kavya Lakshmi Manoj Nandini Omkar Priti"
            " Raghav Sunita Tejas Uma Varun Yamini Anjali Rohini"
        ),
        _words(
            "Acharya Bhattacharjee Chaudhuri Deshpande Gokhale Hegde Iyengar Joglekar Kulkarni Lele Mukhopadhyay"
            " Nambiar Oberoi Pillai Raghunathan Sengupta Thakkar Upadhyaya Venkataraman Warrier Vartak Bhandari Dhillon"
            " Parthasarathy"
        ),
    ),
    Culture(
        "CN",
        _words(
            "Aiguo Bingwen Chunhua Dawei Erhong Fengyi Guanting Huiying Jianyu Kexin Lihua Meilin Ningxin Peizhi Qiaolian"
            " Ruolan Shuchang Tianyi Wenqing Xiaoning Yanmei Zhihao Yuchen Minghui"
        ),
        _words(
            "Bai Cao Deng Fang Gao Hou Jiang Kong Lü Meng Nie Ouyang Pan Qiu Ren Shao Tang Wei Xue Yan Zou Fu Tan Yin"
        ),
    ),
    Culture(
        "JP",
        _words(
            "Akemi Chihiro Daichi Emiko Fumiko Haruka Itsuki Junko Kaoru Mayumi Natsuki Osamu Reiko Satoshi Takumi Umeko"
            " Yūto Yoshie Kōhei Shōta Ryōko Misaki Hinata Tomoko"
        ),
        _words(
            "Aoyagi Chikamori Endō Fukumoto Gotōda Hirabayashi Ishizuka Kamiya Kōmoto Matsukawa Nakajō Ōhara Ōtsubo Sakurai"
            " Shinohara Takenaka Tsuchida Ueda Wakabayashi Yamane Yoshimoto Asakura Mitarai Kuroiwa"
        ),
    ),
    Culture(
        "NG",
        _words(
            "Adaeze Babajide Chidinma Damilola Ebele Folake Gbenga Ifeoma Jumoke Kelechi Lola Modupe Nnamdi Obiageli"
            " Olúwaṣeun Ronke Segun Temitope Uchenna Yetunde Zuwaira Ngozi Tunde Chukwuemeka"
        ),
        _words(
            "Abiodun Balarabe Chukwuma Danjuma Ekwensu Falana-Ige Gbadamosi Ibekwe Jideofor Kalejaiye Ladipo Madueke"
            " Nwachukwu Obanor Ogunleye Onwudiwe Oyelaran Ṣóbọ̀wálé Tinuoye Ubah Yusuf-Bello Adeyinka Eze Bassey"
        ),
    ),
)
