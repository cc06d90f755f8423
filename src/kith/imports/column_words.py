"""The names that columns of address books go by: English, German, French and Spanish, folded and without signs."""

from __future__ import annotations


def _table(text: str) -> dict[str, str]:
    """Lines of "what: phrase, phrase" as phrase -> what."""
    lines = (line.partition(":") for line in text.strip().splitlines())
    return {phrase.strip(): what.strip() for what, _, phrases in lines for phrase in phrases.split(",")}


# Words written as one, taken apart before they are looked at.
COMPOUNDS = [
    (compound, apart)
    for compound, _, apart in (
        pair.partition("=")
        for pair in [
            "mobiltelefon=mobil telefon",
            "autotelefon=auto telefon",
            "haupttelefon=haupt telefon",
            "funktelefon=funk telefon",
            "handynummer=handy telefon",
            "mobilnummer=mobil telefon",
            "faxnummer=fax",
            "telefaxnummer=fax",
            "telefonnummer=telefon",
            "festnetznummer=telefon",
            "festnetz=telefon",
            "rufnummer=telefon",
            "privatadresse=privat adresse",
            "geschaftsadresse=geschaft adresse",
            "firmenadresse=geschaft adresse",
            "dienstadresse=geschaft adresse",
            "privattelefon=privat telefon",
            "burotelefon=buro telefon",
            "diensttelefon=dienst telefon",
            "radiotelefono=radio telefono",
            "emailadresse=email adresse",
            "mailadresse=mail adresse",
            "zipcode=zip",
            "phonenumber=phone number",
            "emailaddress=email address",
            "homephone=home phone",
            "workphone=work phone",
            "mobilephone=mobile phone",
            "cellphone=cell phone",
            "firstname=first name",
            "lastname=last name",
            "fullname=full name",
            "nickname=nick name",
            "jobtitle=job title",
            "birthdate=birth date",
            "homepage=home page",
        ]
    )
]


PLACES = _table(
    """
work: work, business, office, geschaftlich, geschaft, dienstlich, dienst, beruflich, buro, arbeit, bureau, travail, professionnel, professionnelle, pro, trabajo, laboral, oficina, del trabajo, de trabajo, au travail, au bureau
home: home, private, privat, personal, domicile, personnel, personnelle, perso, maison, particular, casa, domicilio, del domicilio, de casa, prive
other: other, weitere, weiterer, weiteres, weiteres e, andere, anderer, anderes, sonstige, sonstiger, sonstiges, autre, otro, otra
main: main, primary, haupt, principal, principale
"""
)
DEVICES = _table(
    """
mobile: mobile, cell, cellular, handy, mobil, portable, movil, celular, gsm, natel, iphone
fax: fax, telefax, telecopie, telecopieur, telecopieuse
pager: pager, recepteur de radiomessagerie, localizador, buscapersonas, beeper, funkruf
car: car, auto, voiture, automovil, del automovil, wagen
assistant: assistant s, assistant, assistants, assistent, assistenten, assistentin, de l assistant e, de l assistant, del ayudante, ayudante
company: company main, firma, firmen, societe, de la organizacion, de la empresa
callback: callback, ruckmeldung, ruckruf, rappel, devolucion de llamada
radio: radio, funk
isdn: isdn, rnis, rdsi
tty: tty tdd, tty, ttytdd, tdd tty, texttelefon
telex: telex
video: video
whatsapp: whatsapp
"""
)

FIELDS = _table(
    """
full: full name, name, display name, displayname, contact name, contact, person, fn, anzeigename, voller name, vollstandiger name, ganzer name, kontakt, kontaktname, nom complet, nom et prenom, nom affiche, contacto, nombre completo, nombre y apellidos, nombre para mostrar
given: first name, given name, first, given, forename, christian name, vorname, rufname, prenom, nombre de pila, primer nombre
family: last name, family name, surname, last, family, second name family, nachname, familienname, zuname, nom de famille, apellido, apellidos, primer apellido
additional: middle name, middle, additional name, additional names, middle names, second name, weitere vornamen, zweiter vorname, zweitname, deuxieme prenom, autres prenoms, segundo nombre
prefix: prefix, name prefix, salutation, honorific, mr ms, anrede, akademischer titel, civilite, tratamiento, prefijo
suffix: suffix, name suffix, namenszusatz, suffixe, sufijo
nickname: nick name, nick, alias, goes by, spitzname, surnom, pseudo, apodo, alias apodo
organisation: associated company, company or organisation, place of work, company, company name, organisation, organization, organisation name, organization name, org, employer, current company, firm, firma, firmenname, unternehmen, arbeitgeber, organisationsname, societe, entreprise, organisme, nom de la societe, employeur, empresa, compania, organizacion, nombre de la empresa
job_title: job title, job, position, role, title job, organization title, current title, current position, current role, designation, jobtitel, arbeitstitel, berufsbezeichnung, funktion, stelle, rolle, stellenbezeichnung, fonction, poste, intitule du poste, puesto, cargo, posicion, titulo del trabajo
profession: profession, occupation, beruf, metier, profesion
department: department, dept, division, team, organization department, abteilung, bereich, service, departement, departamento, area
email: e mail, email, mail, e mail address, email address, mail address, e mail adresse, email adresse, mail adresse, adresse de messagerie, adresse e mail, adresse email, adresse mail, adresse electronique, courriel, correo, correo electronico, direccion de correo electronico, direccion del correo electronico, direccion de correo, e mail value, emails, e mails, emails address, email addresses, electronic mail, mel
phone: tel fixe, telephone fixe, fixe, phone, telephone, tel, phone number, telephone number, phones, phone numbers, telefon, tel nr, telefonnr, telephone numero, tel numero, numero de telephone, telefono, numero de telefono, tfno, tlf, ligne directe, direct, contact number, telefon nr, de telefono, telefonos
number: number, nummer, nr, numero
url: website, web site, web page, webpage, url, web, site, www, homepage, link, links, web address, webseite, internet, internetseite, internetadresse, site web, page web, site internet, pagina web, sitio web, blog, websites
linkedin: linkedin, linked in, linkedin url, linkedin profile, linkedin profile url, linkedin profil, profil linkedin, perfil linkedin, linkedin link, linkedin com, linkedin public url, person linkedin url
address: address, full address, mailing address, postal address, adresse, anschrift, adresse complete, adresse postale, direccion, direccion completa, formatted address, domicilio
street: street, street address, address line, address street, strasse, str, strasse und hausnummer, strasse hausnummer, rue, calle, adresse rue, strasse nr
extended: extended address, suite, apartment, apt, unit, adresszusatz, complement d adresse, complemento
box: po box, p o box, post office box, address po box, postfach, boite postale, bp, apartado, apartado de correos, apartado postal
city: city, town, locality, address city, location city, ort, stadt, wohnort, ville, ciudad, localidad, poblacion, municipio, location, current location, standort, ubicacion
region: bundesland kanton, state, province, region, county, state province, state region, address state, bundesland, kanton, dep region, departement region, etat, provincia, provincia o estado, estado, comunidad autonoma
postcode: zip, postal code, postcode, post code, zip code, zip postal code, address postal code, address zip, plz, postleitzahl, code postal, cp, codigo postal
country: country, country region, nation, address country, land, land region, staat, pays, pays region, pais, pais region, pais o region
birthday: geb, birthday, birth date, date of birth, dob, born, bday, geburtstag, geburtsdatum, geb datum, geboren, geboren am, anniversaire, date de naissance, naissance, ne le, cumpleanos, fecha de nacimiento, nacimiento
birth_year: birth year, geburtsjahr, annee de naissance, ano de nacimiento
birth_month: birth month, geburtsmonat, mois de naissance, mes de nacimiento
birth_day: birth day, geburtstag tag, jour de naissance, dia de nacimiento
anniversary: anniversary, wedding anniversary, jahrestag, hochzeitstag, anniversaire de mariage ou fete, anniversaire de mariage, aniversario
notes: note, notes, comment, comments, remarks, remark, description, bio, about, memo, notiz, notizen, bemerkung, bemerkungen, kommentar, kommentare, anmerkung, anmerkungen, beschreibung, remarque, remarques, commentaire, commentaires, nota, notas, comentario, comentarios, observaciones
labels: label, labels, tag, tags, group, groups, category, categories, list, lists, group membership, kategorie, kategorien, gruppe, gruppen, schlagworte, schlagwort, etikett, categorie, groupe, groupes, etiquettes, etiquette, libelle, libelles, categoria, categorias, grupo, grupos, etiqueta, etiquetas
interests: interest, interests, hobby, hobbies, likes, interessen, interesse, hobbys, interets, centres d interet, loisirs, passe temps, aficion, aficiones, intereses
relation: relation, relationship, relation type, relationship type, beziehung, verhaltnis, relacion
met_on: met on, met date, date met, first met, first met on, first met date, when met, met when, met, kennengelernt am, kennengelernt, getroffen am, rencontre le, date de rencontre, conocido el, fecha de encuentro, fecha en que nos conocimos
met_at: met at, where met, how we met, how met, met where, met in, place met, first met at, where we met, kennengelernt bei, kennengelernt in, wo kennengelernt, ort des kennenlernens, lieu de rencontre, rencontre a, rencontre, conocido en, lugar de encuentro, donde nos conocimos
met_through: met through, introduced by, referred by, referrer, referral, met via, introduction by, through, kennengelernt durch, empfohlen von, vorgestellt von, empfohlen durch, recommande par, presente par, rencontre par, recomendado por, referido por, presentado por
last_contact: last seen at, last contacted at, last contact at, last communication, date of last contact, last contact, last contacted, last contact date, last contacted on, last spoke, last interaction, last interaction date, last seen, last touch, last talked to, last met, last reached out, letzter kontakt, zuletzt kontaktiert, zuletzt gesprochen, dernier contact, dernier echange, ultimo contacto, ultima interaccion
handle: twitter, x twitter, twitter handle, twitter url, instagram, facebook, facebook url, telegram, skype, github, mastodon, bluesky, xing, signal, threads, tiktok, icq, jabber, msn, aim, im aim, im icq, im jabber, im msn, im skype, im yahoo, yahoo, im, im address, instant messaging, messenger, screen name, wechat, line, slack, discord, matrix
spouse: spouse, spouse name, partner spouse, husband, wife, ehepartner, ehepartner in, partner partnerin, conjoint, conjoint e, epoux, conyuge
partner: partner, significant other, lebenspartner, partenaire, compagnon, pareja
child: child, children s names, child names, children, kinder, kind, enfant, enfants, hijos, hijo
manager: manager, manager s name, managers name, manager name, boss, supervisor, name des der vorgesetzten, name vorgesetzter, name des vorgesetzten, vorgesetzter, vorgesetzte r, responsable, nom du responsable, nombre del jefe, jefe, administrador, nombre del administrador
"""
)
WHOLE = _table(
    """
url home: home page, private homepage, personal website
url work: company website, company url, business website, firmenwebsite
url homepage: website home page
url blog: website blog, blog url
url profile: website profile
email home: personal email, private email
email: primary email, primary e mail, secondary email, secondary e mail, email other, main email, e mail primary
phone company: company main phone, telefon firma, telephone societe, numero de centralita de la organizacion
phone assistant: assistant s phone, assistants phone, assistant phone, telefon assistent, telephone de l assistant e
phone home: home, particular, privat
phone main: primary phone, main phone
phone mobile: home mobile, work mobile, business mobile
assistant: assistant s name, assistants name, assistant name, assistant, name assistent, assistent in, nom de l assistant e, nombre del ayudante
manager: manager s name
keep: office location, location office, buro, bureau, ubicacion de la oficina, private, privado, prive, gender, sex, geschlecht, sexe, sexo, language, account, initials, initialen, maiden name, geburtsname, user 1, user 2, user 3, user 4, id, uid, uuid, created, created at, updated at, modified, e mail type, e mail 2 type, e mail 3 type, e mail display name, e mail 2 display name, e mail 3 display name
city: place
"""
)
NAME = frozenset({"name", "nom", "nombre"})  # the whole, or the part that no other column holds
TITLE = frozenset({"title", "titel", "titre", "titulo"})  # of the person, or of the job
SERVICES = {
    phrase: phrase.removeprefix("im ").removesuffix(" url").removesuffix(" handle")
    for phrase, what in FIELDS.items()
    if what == "handle"
} | {"screen name": "aim"}
