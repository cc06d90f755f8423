"""Words by which lines of a card are told apart, in English, German, French and Spanish; folded to small letters of ASCII."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TOP_LEVEL = _set(
    "com net org info biz eu de at ch li lu fr es it nl be uk us ca io ai dev app cloud online shop store tech agency studio "
    "design consulting berlin hamburg koeln cologne bayern saarland nrw wien swiss paris bzh alsace corsica cat gal eus madrid "
    "barcelona london scot wales nyc ie pt pl cz sk hu ro bg gr dk se no fi is ee lv lt mx ar cl pe uy ve ec br jp cn hk sg in au "
    "nz za me tv cc edu gov mil int name pro legal law health care clinic dental bank finance group ltd inc llc gmbh "
    "solutions services digital media energy immo immobilien haus systems software network international global world "
    "academy education school university institute foundation ngo coop events photo photography art gallery music "
    "restaurant cafe wine hotel travel tours email site website space xyz one page link live life works expert team "
    "company business ventures capital partners marketing social press news blog zone green eco bio garden house build "
    "construction engineering architects lawyer attorney doctor tax accountants money fund insurance auto cars bike tr ru ua co"
)
SECOND_LEVEL = _set("co com org net ac gov edu gob nom or gv asso")
FREE_MAIL = _set(
    "gmail googlemail gmx web hotmail outlook live msn yahoo ymail icloud me mac aol t-online freenet posteo mailbox "
    "protonmail proton orange wanadoo free sfr laposte neuf bbox numericable telefonica terra ono movistar btinternet "
    "sky virginmedia comcast verizon att fastmail hey zoho mail email arcor online bluewin hispeed telenet skynet ya"
)

# Mailboxes of a house, not of a person.
ROLE_BOXES = _set(
    "info contact kontakt hello hallo hola bonjour office mail post service sales contacto accueil praxis kanzlei admin "
    "team support sekretariat secretariat verwaltung empfang reception vertrieb buero bureau oficina administracion "
    "administration presse press jobs kundenservice bestellung orders commercial comercial ventas"
)

LEGAL_FORMS = _set(
    "gmbh mbh ggmbh ag kg kgaa ohg gbr ug se ek ev eg partg partgmbb stiftung sarl sas sasu sa eurl scop snc sci gie sprl bv nv "
    "srl spa sl slu slp sll sau slne scoop sc scp ltd limited inc incorporated llc llp plc corp corporation co company pty oy ab "
    "as aps asa sarls kft doo sro zoo lda ltda pbc lp cic"
)
# Written with dots or in several words.
LEGAL_PATTERN = (
    r"(?:\bG\.?m\.?b\.?H\b|\be\.\s?V\.?|\be\.\s?K\.?|\be\.\s?G\.|\bS\.\s?A\.?\s?(?:R\.\s?L\.?|S\.?|U\.?)?|\bS\.\s?L\.?\s?U?\.?(?=\W|$)|"
    r"\bS\.\s?Coop\.?|\bPtn?r?G\b|\bPartG\s?mbB\b|\b(?:&|und|et|and|y|e)\s+(?:Co|Partner|Partners|Söhne|Sohn|Associés|"
    r"Asociados|Associates|Sons|Cie|Fils|Hijos|Kollegen|Brothers|Frères|Hermanos)\b)"
)
TRADES = _set(
    "consulting beratung unternehmensberatung steuerberatung verlag software logistik logistics architekten architects "
    "architectes architecture arquitectos elektrotechnik immobilien immobilier inmobiliaria medizintechnik maschinenbau "
    "ingenierie ingenieria engineering ingenieurbuero conseil communication comunicacion kommunikation avocats abogados "
    "rechtsanwaelte kanzlei energies energie energy traiteur assurances versicherung versicherungen insurance seguros "
    "logiciels sistemas systeme systems systemes consultores consultoria construcciones construction asesores asesoria "
    "logistica partners partner analytics legal media medien robotics studios studio bank banque banco sparkasse "
    "volksbank universitaet universite universidad university hochschule fachhochschule institut institute instituto "
    "klinik klinikum clinic clinica clinique hospital krankenhaus hopital praxis cabinet atelier taller groupe grupo gruppe "
    "group holding werke werk industries industrie industria technologies technologie technology tecnologia "
    "solutions soluciones loesungen services servicios dienstleistungen agentur agency agence agencia handel trading "
    "foundation stiftung fondation fundacion verein association asociacion ministerium ministry ministere ministerio "
    "stadt ville ayuntamiento council landratsamt gemeinde schule school ecole escuela colegio college lycee gymnasium "
    "hotel restaurant cafe bodega bodegas editorial ediciones editions presse zeitung press labs lab laboratoire "
    "laboratorio pharma apotheke pharmacie farmacia bau bauunternehmung haustechnik autohaus werkstatt druckerei "
    "imprimerie imprenta galerie gallery galeria museum musee museo theater theatre teatro orchester versand spedition "
    "transport transports transportes reisen voyages viajes travel tours ventures capital invest investments finance "
    "finanz finanzas design web digital it data cloud network networks security academy akademie academie academia "
    "international global europe deutschland france espana iberica schweiz austria worldwide maison chambre camara "
    "handwerkskammer ihk kammer gesellschaft genossenschaft cooperativa cooperative union federation verband "
    "boulangerie boutique garage freres brothers hermanos soehne sons fils hijos associes asociados associates "
    "baeckerei metzgerei friseur friseursalon salon schreinerei tischlerei malerbetrieb elektro sanitaer heizung gaertnerei "
    "floristik blumen optik juwelier buchhandlung fahrschule gebaeudereinigung schlosserei zimmerei feuerwehr boucherie fleuriste "
    "coiffure menuiserie plomberie librairie panaderia peluqueria carniceria floristeria libreria carpinteria fontaneria realty "
    "kindergarten kita pflegedienst physiotherapie zahnarztpraxis notariat notaire notaria"
)
DEPARTMENT = (
    r"^(?:abteilung|bereich|fachbereich|fakultaet|lehrstuhl|institut fuer|klinik fuer|referat|dezernat|department|dept|"
    r"division|faculty|school of|service|direction|departement|faculte|departamento|facultad|area de|seccion)\b"
    r"|\b(?:department|division|abteilung)$"
)

# Words of a title, and ends of such words (German makes one word of several).
TITLES = _set(
    "ceo cto cfo coo cmo cio cpo cdo chro cso vp svp evp md president president vice chair chairman chairwoman chairperson "
    "founder cofounder owner partner principal proprietor head chief officer director manager managing executive lead leader "
    "supervisor coordinator administrator assistant associate analyst consultant advisor adviser engineer developer "
    "programmer architect designer scientist researcher fellow professor lecturer teacher tutor nurse doctor physician "
    "surgeon dentist therapist pharmacist attorney attorneys lawyer solicitor barrister counsel paralegal notary accountant auditor "
    "bookkeeper controller treasurer secretary clerk receptionist agent broker representative salesman recruiter "
    "specialist technician mechanic electrician plumber contractor builder foreman surveyor planner buyer editor writer "
    "author journalist reporter photographer producer artist musician chef baker host trainer coach instructor mentor "
    "trustee member ambassador evangelist strategist estimator inspector pilot captain officer realtor freelancer intern "
    "trainee apprentice copywriter translator interpreter librarian curator conductor "
    "geschaeftsfuehrer geschaeftsfuehrerin geschaeftsfuehrung geschaeftsfuehrender geschaeftsfuehrende gf inhaber inhaberin vorstand "
    "vorstandsvorsitzender vorstandsvorsitzende vorstandsmitglied prokurist prokuristin leiter leiterin leitung direktor direktorin "
    "stellvertretender stellvertretende referent referentin sachbearbeiter sachbearbeiterin mitarbeiter mitarbeiterin "
    "assistenz assistent assistentin sekretariat sekretaerin berater beraterin kundenberater "
    "rechtsanwalt rechtsanwaeltin fachanwalt fachanwaeltin notar notarin steuerberater steuerberaterin wirtschaftspruefer "
    "arzt aerztin facharzt fachaerztin zahnarzt zahnaerztin apotheker apothekerin heilpraktiker heilpraktikerin "
    "ingenieur ingenieurin architekt architektin techniker technikerin entwickler entwicklerin meister meisterin "
    "gesellschafter gesellschafterin gruender gruenderin mitgruender vorsitzender vorsitzende schatzmeister "
    "buergermeister buergermeisterin professorin dozent dozentin lehrer lehrerin redakteur redakteurin kaufmann kauffrau "
    "einkauf vertrieb verkauf aussendienst innendienst kundendienst hausverwalter makler maklerin "
    "directeur directrice gerant gerante president presidente pdg dg dga daf drh dsi responsable charge chargee chef cheffe "
    "ingenieure conseiller conseillere consultante attache attachee assistante secretaire comptable expert avocat avocate notaire "
    "medecin docteur infirmier infirmiere fondateur fondatrice associe associee cofondateur cofondatrice commercial "
    "commerciale vendeur vendeuse acheteur acheteuse technicien technicienne developpeur developpeuse architecte "
    "redacteur redactrice journaliste formateur formatrice professeur enseignant enseignante chercheur chercheuse "
    "coordinateur coordinatrice animateur animatrice gestionnaire adjoint adjointe delegue deleguee maire artisan "
    "directora subdirector subdirectora administrador gerente presidenta consejero consejera delegado delegada jefe jefa "
    "encargado encargada socio socia fundador fundadora administradora propietario propietaria titular tecnico tecnica "
    "ingeniero ingeniera arquitecto arquitecta abogado abogada procurador procuradora notario asesor asesora consultor "
    "consultora medico medica enfermero enfermera profesor profesora maestro maestra investigador investigadora "
    "secretario secretaria asistente auxiliar contable economista comerciales vendedor vendedora comprador "
    "coordinador coordinadora desarrollador desarrolladora programador programadora disenador disenadora periodista "
    "comercial industrial fiscal general ejecutivo ejecutiva administrativo administrativa adjunto adjunta "
    "redactor redactora formador formadora analista especialista supervisora representante agente corredor"
)
TITLE_ENDS = [
    "leiter",
    "leiterin",
    "leitung",
    "fuehrer",
    "fuehrerin",
    "fuehrung",
    "berater",
    "beraterin",
    "anwalt",
    "anwaeltin",
    "ingenieur",
    "ingenieurin",
    "entwickler",
    "entwicklerin",
    "referent",
    "referentin",
    "assistent",
    "assistentin",
    "meister",
    "meisterin",
    "arzt",
    "aerztin",
    "betreuer",
    "betreuerin",
    "vertreter",
    "vertreterin",
    "pruefer",
    "prueferin",
    "verwalter",
    "verwalterin",
    "sprecher",
    "sprecherin",
    "beauftragter",
    "beauftragte",
    "mitarbeiter",
    "mitarbeiterin",
    "architekt",
    "architektin",
    "designer",
    "designerin",
    "redakteur",
    "redakteurin",
    "planer",
    "planerin",
    "techniker",
    "technikerin",
    "manager",
    "managerin",
    "trainer",
    "trainerin",
    "bearbeiter",
    "bearbeiterin",
    "psychologe",
    "psychologin",
    "therapeut",
    "therapeutin",
    "pfleger",
    "pflegerin",
    "kaufmann",
    "kauffrau",
    "inhaber",
    "inhaberin",
    "vorstand",
    "gesellschafter",
    "vorsitzender",
    "vorsitzende",
    "wirt",
    "wirtin",
    "lehrer",
    "lehrerin",
    "forscher",
    "forscherin",
    "koordinator",
    "koordinatorin",
    "spezialist",
    "spezialistin",
    "experte",
    "expertin",
    "monteur",
    "makler",
    "maklerin",
]
# Words that a title or a firm has and the name of a person has not.
NOT_IN_NAMES = _set(
    "and und et y the der die das les des of for fuer pour para mit with your ihr ihre votre su nos our we wir nous "
    "since seit depuis desde zukunft ideas ideen innovation quality qualitaet service sales marketing einkauf vertrieb personal finance "
    "controlling presse press human resources ressources humaines recursos humanos strategy development business senior junior "
    "international member mitglied welcome contact kontakt contacto adresse address tel fax mobil www building floor"
)

ACADEMIC = _set(
    "dr dra drs prof profa pr mr mrs ms miss mme mlle m me mag ing dipl dipl-ing dipl-kfm dipl-kffr dipl-inf dipl-oec dipl-phys "
    "dipl-psych dipl-bw dipl-wirt-ing herr frau sr sra srta d don dona lic arq abog ir sir dame rev fr pd priv-doz "
    "univ-prof hon maitre docteur professeur avv dott med rer nat phil jur habil hc h c pol oec vet dent pharm theol agr "
    "techn capt col lt gen"
)
AFTER_NAME = _set(
    "phd ph.d ph.d. mba msc m.sc m.sc. bsc b.sc b.sc. ma m.a m.a. ba b.a b.a. llm ll.m ll.m. mag jd md m.d. jr jr. sr. "
    "ii iii cpa cfa pmp esq esq. rn dds meng beng b.eng m.eng b.eng. m.eng. mpa mph dphil fca aca obe mbe cbe facs riba aia frics mrics dplg"
)
PARTICLES = _set(
    "von van vom zu zum zur de del della dello der den des di da das do dos du d la le las los lo el al bin ibn ben bint "
    "ter ten te af av san santa st st. saint y e i und of zu"
)
# The most common given names of the four languages: a hint, where the e-mail address tells nothing.
GIVEN = _set(
    "anna maria peter thomas michael andreas stefan stephan christian martin alexander daniel markus matthias frank "
    "klaus wolfgang hans juergen bernd uwe ralf dieter werner helmut manfred gerhard heinz karl walter horst holger "
    "sabine petra monika andrea claudia susanne martina birgit karin heike ursula renate gabriele angelika silke "
    "katja katharina julia lena laura lisa sarah sandra nicole stefanie melanie tanja anja kerstin simone christina "
    "jan tim tobias sebastian florian felix lukas paul jonas max maximilian leon david philipp moritz johannes "
    "jean pierre michel philippe alain patrick nicolas christophe laurent bernard stephane jacques francois eric olivier "
    "pascal frederic julien guillaume antoine vincent mathieu alexandre romain maxime kevin hugo louis lucas marie "
    "nathalie isabelle sylvie catherine francoise martine christine monique valerie sandrine veronique sophie celine "
    "stephanie caroline julie camille emilie claire helene pauline chloe manon lea emma antonio jose manuel francisco "
    "juan javier miguel carlos jesus alejandro rafael angel pablo fernando luis sergio jorge alberto alvaro diego "
    "adrian raul ivan ruben enrique ramon vicente andres joaquin carmen ana isabel dolores pilar teresa rosa cristina "
    "marta mercedes lucia elena beatriz paula silvia raquel irene patricia montserrat james john robert william "
    "richard joseph charles matthew anthony mark donald steven andrew kenneth george joshua edward brian ronald "
    "timothy jason jeffrey ryan gary nicholas stephen jonathan larry justin scott brandon benjamin samuel frank "
    "mary jennifer linda elizabeth barbara susan jessica karen nancy margaret betty ashley emily donna michelle carol "
    "amanda melissa deborah rebecca sharon cynthia kathleen amy angela helen brenda pamela emma nicole samantha "
    "katherine rachel carolyn janet catherine heather diane olivia julie joyce victoria kelly lauren joan oliver harry "
    "jack alan simon neil ian graham keith nigel colin gareth alice jane kate lucy sean liam fatima mohammed ali omar "
    "wei li ming yuki raj amit sanjay anita ravi mehmet mustafa elif olga natalia ivan dmitri"
)

# The recognition hardly knows ï: names that are written with it, as it reads them.
DIAERESES = {
    "loic": "Loïc",
    "eloise": "Éloïse",
    "heloise": "Héloïse",
    "anais": "Anaïs",
    "thais": "Thaïs",
    "moise": "Moïse",
    "maiwenn": "Maïwenn",
    "adelaide": "Adélaïde",
    "zaid": "Zaïd",
    "aicha": "Aïcha",
    "nais": "Naïs",
    "naima": "Naïma",
}

STREETS = (
    r"(?:str(?:asse|aße|\.)?\b|stra(?:ss|ß)e|platz\b|weg\b|allee\b|gasse\b|ring\b|damm\b|ufer\b|markt\b|chaussee\b|steig\b|"
    r"\bam \w+|\ban der \w+|\bim \w+|\bgewerbepark|\bindustrie(?:gebiet|park|str)|\brue\b|\bavenue\b|\bav\.|\bave\b|\bbou?levard\b|"
    r"\bbd\b|\bblvd\b|\bplace\b|\bquai\b|\bchemin\b|\bimpasse\b|\bcours\b|\ball[ée]e\b|\broute\b|\bsquare\b|\bpassage\b|"
    r"\bcalle\b|\bc/|\bc\.\s|\bavda\b|\bavenida\b|\bplaza\b|\bpza\b|\bpl\.|\bpaseo\b|\bp[ºo°]\s|\bcarrer\b|\bgran v[ií]a\b|"
    r"\bronda\b|\bcamino\b|\bcarretera\b|\bctra\b|\bpol[ií]gono\b|\bpasaje\b|\bstreet\b|\bst\b\.?|\broad\b|\brd\b|\bdrive\b|\bdr\b|"
    r"\blane\b|\bln\b|\bcourt\b|\bct\b|\bbroadway\b|\bembankment\b|\bway\b|\bterrace\b|\bcrescent\b|\bhighway\b|\bparkway\b|"
    r"\bpike\b|\brow\b|\bhill\b|\bgardens?\b|\bquay\b|\bmews\b|\byard\b|\bviale\b|\bvia\b|\bpiazza\b|\bstraat\b|\blaan\b)"
)
EXTENSIONS = (
    r"\b(?:suite|floor|unit|apt|apartment|room|building|bldg|house|level|etage|[ée]tage|stock|og|haus|geb[äa]ude|raum|b[âa]t(?:iment)?|"
    r"r[ée]sidence|planta|piso|puerta|edificio|oficina|local|despacho|p\.?\s?o\.?\s?box|postfach|bo[iî]te postale|bp|cs|apartado)\b"
)
COUNTRIES = {
    "deutschland": "DE", "germany": "DE", "allemagne": "DE", "alemania": "DE", "oesterreich": "AT", "austria": "AT",
    "autriche": "AT", "schweiz": "CH", "suisse": "CH", "switzerland": "CH", "suiza": "CH", "svizzera": "CH", "france": "FR",
    "frankreich": "FR", "francia": "FR", "espana": "ES", "spain": "ES", "spanien": "ES", "espagne": "ES", "united kingdom": "GB",
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "great britain": "GB", "royaume-uni": "GB",
    "reino unido": "GB", "grossbritannien": "GB", "ireland": "IE", "usa": "US", "u.s.a.": "US", "united states": "US", "united states of america": "US",
    "etats-unis": "US", "estados unidos": "US", "canada": "CA", "mexico": "MX", "argentina": "AR", "chile": "CL", "colombia": "CO",
    "peru": "PE", "belgien": "BE", "belgique": "BE", "belgium": "BE", "belgica": "BE", "luxembourg": "LU", "luxemburg": "LU",
    "nederland": "NL", "netherlands": "NL", "the netherlands": "NL", "niederlande": "NL", "italia": "IT", "italy": "IT", "italien": "IT",
    "portugal": "PT", "polska": "PL", "poland": "PL", "liechtenstein": "LI", "monaco": "MC",
}  # fmt: skip

MOBILE_MARKS = _set(
    "c mobil mobile mob handy cell cel cellular celular movil port portable m natel gsm whatsapp wa mobiltelefon mov"
)
FAX_MARKS = _set("fax telefax f telecopie telecopieur facsimile")
PHONE_MARKS = _set(
    "tel telefon telephone telefono fon phone ph p t tfno tlf tfn tlfno office buero bureau oficina direct direkt directo dir "
    "durchwahl zentrale standard switchboard d o work main festnetz ligne directe fijo call o fixe telf b v zentr sekretariat"
)
EMAIL_MARKS = _set("e email e-mail mail courriel correo mel e-mai electronico electronique a m")
URL_MARKS = _set("w web website site internet homepage www url online i net h")
NOT_PHONES = (
    r"\b(?:hrb|hra|amtsgericht|ust-?\s?id|ust\.?-?idnr|steuer-?nr|vat|siret|siren|r\.?c\.?s\.?|cif|nif|iban|bic|swift|blz|konto|"
    r"reg(?:istered)?\.?\s?(?:no|nr|n[º°])|company\s(?:no|reg)|handelsregister|n[º°]\s?col|tva|dni|col\.\s?n|licen[cs]e|lic\.?\s?#|ein|bar\sno|dre|rsac|rpps|adeli|orias|n[º°o]\s?siret)\b|#\s?\d{4}"
)
