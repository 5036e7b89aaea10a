"""The demo's network. Public bodies are real, with the numbers they have in the Central Coordinating Register
and the positions of their seats; hubs, companies, institutes and people are invented.
"""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A town: its county's number and its position in degrees (WGS 84)."""

    county: str
    latitude: float
    longitude: float


class Real(NamedTuple):
    """A public body."""

    number: str
    name: str
    kind: str
    place: str
    website: str = ""


class Invented(NamedTuple):
    """An example; `about` is what it says of itself. Moved a little off the town's middle, to be seen."""

    name: str
    kind: str
    place: str
    about: str
    north: float = 0.0
    east: float = 0.0


class Someone(NamedTuple):
    """An invented person: roles as (role, authority) in one organisation."""

    name: str
    email: str
    organisation: str
    roles: tuple[tuple[str, str], ...]
    unit: str = ""


PLACES = {
    "Oslo": Place("03", 59.9139, 10.7522),
    "Bergen": Place("46", 60.3929, 5.3241),
    "Trondheim": Place("50", 63.4305, 10.3951),
    "Stavanger": Place("11", 58.9700, 5.7331),
    "Kristiansand": Place("42", 58.1467, 7.9956),
    "Tromsø": Place("55", 69.6496, 18.9560),
    "Halden": Place("31", 59.1229, 11.3875),
    "Mo i Rana": Place("18", 66.3128, 14.1428),
    "Narvik": Place("18", 68.4385, 17.4272),
    "Bodø": Place("18", 67.2804, 14.4049),
    "Drammen": Place("33", 59.7440, 10.2045),
    "Fredrikstad": Place("31", 59.2181, 10.9298),
    "Sarpsborg": Place("31", 59.2839, 11.1096),
    "Sandnes": Place("11", 58.8524, 5.7352),
    "Haugesund": Place("11", 59.4138, 5.2680),
    "Sandvika": Place("32", 59.8896, 10.5262),
    "Ås": Place("32", 59.6638, 10.7930),
    "Hamar": Place("34", 60.7945, 11.0680),
    "Lillehammer": Place("34", 61.1153, 10.4662),
    "Sandefjord": Place("39", 59.1313, 10.2166),
    "Tønsberg": Place("39", 59.2676, 10.4076),
    "Skien": Place("40", 59.2096, 9.6090),
    "Arendal": Place("42", 58.4615, 8.7725),
    "Molde": Place("15", 62.7375, 7.1591),
    "Ålesund": Place("15", 62.4722, 6.1495),
    "Steinkjer": Place("50", 64.0149, 11.4954),
    "Harstad": Place("55", 68.7986, 16.5415),
    "Alta": Place("56", 69.9689, 23.2716),
    "Vadsø": Place("56", 70.0741, 29.7487),
    "Hønefoss": Place("33", 60.1680, 10.2565),
    "Brønnøysund": Place("18", 65.4747, 12.2110),
    "Svolvær": Place("18", 68.2343, 14.5683),
    "Gjøvik": Place("34", 60.7957, 10.6916),
}

REAL = (
    Real("958935420", "Oslo kommune", "city", "Oslo", "https://www.oslo.kommune.no"),
    Real("964338531", "Bergen kommune", "city", "Bergen", "https://www.bergen.kommune.no"),
    Real("942110464", "Trondheim kommune", "city", "Trondheim", "https://www.trondheim.kommune.no"),
    Real("964965226", "Stavanger kommune", "city", "Stavanger", "https://www.stavanger.kommune.no"),
    Real("820852982", "Kristiansand kommune", "city", "Kristiansand", "https://www.kristiansand.kommune.no"),
    Real("940101808", "Tromsø kommune", "city", "Tromsø", "https://www.tromso.kommune.no"),
    Real("959159092", "Halden kommune", "city", "Halden", "https://www.halden.kommune.no"),
    Real("872418032", "Rana kommune", "city", "Mo i Rana", "https://www.rana.kommune.no"),
    Real("959469059", "Narvik kommune", "city", "Narvik", "https://www.narvik.kommune.no"),
    Real("972418013", "Bodø kommune", "city", "Bodø", "https://www.bodo.kommune.no"),
    Real("921234554", "Drammen kommune", "city", "Drammen", "https://www.drammen.kommune.no"),
    Real("940039541", "Fredrikstad kommune", "city", "Fredrikstad", "https://www.fredrikstad.kommune.no"),
    Real("938801363", "Sarpsborg kommune", "city", "Sarpsborg", "https://www.sarpsborg.com"),
    Real("964965137", "Sandnes kommune", "city", "Sandnes", "https://www.sandnes.kommune.no"),
    Real("944073787", "Haugesund kommune", "city", "Haugesund", "https://www.haugesund.kommune.no"),
    Real("935478715", "Bærum kommune", "city", "Sandvika", "https://www.baerum.kommune.no"),
    Real("964948798", "Ås kommune", "city", "Ås", "https://www.as.kommune.no"),
    Real("970540008", "Hamar kommune", "city", "Hamar", "https://www.hamar.kommune.no"),
    Real("945578564", "Lillehammer kommune", "city", "Lillehammer", "https://www.lillehammer.kommune.no"),
    Real("916882807", "Sandefjord kommune", "city", "Sandefjord", "https://www.sandefjord.kommune.no"),
    Real("938759839", "Skien kommune", "city", "Skien", "https://www.skien.kommune.no"),
    Real("940493021", "Arendal kommune", "city", "Arendal", "https://www.arendal.kommune.no"),
    Real("921221967", "Molde kommune", "city", "Molde", "https://www.molde.kommune.no"),
    Real("840029212", "Steinkjer kommune", "city", "Steinkjer", "https://www.steinkjer.kommune.no"),
    Real("972417971", "Harstad kommune", "city", "Harstad", "https://www.harstad.kommune.no"),
    Real("944588132", "Alta kommune", "city", "Alta", "https://www.alta.kommune.no"),
    Real("821311632", "Vestland fylkeskommune", "county", "Bergen", "https://www.vestlandfylke.no"),
    Real("817920632", "Trøndelag fylkeskommune", "county", "Steinkjer", "https://www.trondelagfylke.no"),
    Real("930580694", "Østfold fylkeskommune", "county", "Sarpsborg", "https://www.ofk.no"),
    Real("964982953", "Nordland fylkeskommune", "county", "Bodø", "https://www.nfk.no"),
    Real("971045698", "Rogaland fylkeskommune", "county", "Stavanger", "https://www.rogfk.no"),
    Real("930068128", "Troms fylkeskommune", "county", "Tromsø", "https://www.tromsfylke.no"),
    Real("830090282", "Finnmark fylkeskommune", "county", "Vadsø", "https://www.ffk.no"),
    Real("921707134", "Agder fylkeskommune", "county", "Kristiansand", "https://www.agderfk.no"),
    Real("920717152", "Innlandet fylkeskommune", "county", "Hamar", "https://www.innlandetfylke.no"),
    Real("944183779", "Møre og Romsdal fylkeskommune", "county", "Molde", "https://www.mrfylke.no"),
    Real("991825827", "Digitaliseringsdirektoratet", "state", "Oslo", "https://www.digdir.no"),
    Real("889640782", "Nav", "state", "Oslo", "https://www.nav.no"),
    Real("983544622", "Helsedirektoratet", "state", "Oslo", "https://www.helsedirektoratet.no"),
    Real("983744516", "Folkehelseinstituttet", "state", "Oslo", "https://www.fhi.no"),
    Real(
        "974760983",
        "Direktoratet for samfunnssikkerhet og beredskap",
        "state",
        "Tønsberg",
        "https://www.dsb.no",
    ),
    Real("971040238", "Kartverket", "state", "Hønefoss", "https://www.kartverket.no"),
    Real("971526920", "Statistisk sentralbyrå", "state", "Oslo", "https://www.ssb.no"),
    Real("974760673", "Brønnøysundregistrene", "state", "Brønnøysund", "https://www.brreg.no"),
    Real("970205039", "Norges vassdrags- og energidirektorat", "state", "Oslo", "https://www.nve.no"),
    Real("974761467", "Datatilsynet", "state", "Oslo", "https://www.datatilsynet.no"),
    Real("942114184", "Husbanken", "state", "Drammen", "https://www.husbanken.no"),
)

SENSOR, DRONE = "Fjordvakt Sensor AS", "Tindeblikk Droner AS"
INVENTED = (
    Invented("Regionhub Halden", "hub", "Halden", "Møteplass for Østfold: energi og digital sikkerhet.", 0.004, 0.012),
    Invented("Regionhub Trøndelag", "hub", "Trondheim", "Møteplass for Trøndelag: helse og havrom.", 0.006, 0.02),
    Invented("Regionhub Mo i Rana", "hub", "Mo i Rana", "Møteplass for Helgeland: industri og energi.", 0.004, 0.014),
    Invented("Regionhub Bergen", "hub", "Bergen", "Møteplass for Vestland: beredskap og velferd.", 0.006, 0.012),
    Invented("Regionhub Narvik", "hub", "Narvik", "Møteplass for Ofoten: logistikk og beredskap i nord.", 0.004, 0.014),
    Invented("Regionhub Stavanger", "hub", "Stavanger", "Møteplass for Rogaland: energi og smart by.", 0.005, 0.012),
    Invented(SENSOR, "company", "Bergen", "Røyk- og tilstedeværelsessensorer for sykehjem.", -0.01, 0.01),
    Invented(DRONE, "company", "Tromsø", "Droner som ser etter folk og varme i røyk og mørke.", -0.006, 0.02),
    Invented("Lofotmåling AS", "company", "Svolvær", "Målinger av vær, bølger og båttrafikk."),
    Invented("Mjøsbruk Robotikk AS", "company", "Gjøvik", "Roboter for tunge løft i omsorg og industri."),
    Invented("Kystvarsel AS", "company", "Ålesund", "Varsling til innbyggere på mange språk."),
    Invented("Hverdagskode AS", "company", "Oslo", "Fagsystemer for saksbehandling i små kommuner.", 0.01, 0.015),
    Invented("Bylysene AS", "company", "Oslo", "Gatelys som måler trafikk uten å kjenne noen igjen.", -0.008, 0.02),
    Invented("Vidde Energi AS", "company", "Alta", "Strøm og varme der nettet er svakt.", 0.004, 0.012),
    Invented("Sørlandske Byggdata AS", "company", "Arendal", "Digitale tegninger av bygg for brannvesen.", 0.004, 0.01),
    Invented("Elvebredden Helseteknologi AS", "company", "Drammen", "Trygghetsalarmer for hjemmeboende.", 0.004, 0.01),
    Invented("Østfoldinstituttet for energi", "research", "Halden", "Forsker på strømnett og batterier.", -0.004, 0.01),
    Invented("Vestnorsk helsedatasenter", "research", "Bergen", "Forsker på helsedata og personvern.", -0.006, -0.012),
    Invented("Arktisk beredskapsinstitutt", "research", "Narvik", "Forsker på redning i kulde og mørke.", -0.004, 0.01),
    Invented("Trøndersk institutt for kunstig intelligens", "research", "Trondheim", "Forsker på KI.", -0.006, 0.015),
)  # fmt: skip

UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "Oslo kommune": {
        "Oslo brann- og redningsetat": ("Forebyggende avdeling", "Beredskapsavdelingen"),
        "Sykehjemsetaten": (),
        "Helseetaten": (),
        "Bymiljøetaten": (),
        "Utviklings- og kompetanseetaten": (),
    },
    "Bergen kommune": {
        "Bergen brannvesen": ("Beredskap", "Forebygging"),
        "Etat for sykehjem": (),
        "Etat for hjemmebaserte tjenester": (),
        "Digitalisering og innovasjon": (),
    },
    SENSOR: {"Utvikling": (), "Drift": ()},
}

ADMINISTRATOR, MEMBER = ("administrator", ""), ("member", "")
OPERATOR = Someone("Astrid Lunde", "astrid.lunde@eksempel.example", "", ())
PEOPLE = (
    Someone("Ingrid Solheim", "ingrid.solheim@eksempel.example", "Oslo kommune", (ADMINISTRATOR,)),
    Someone(
        "Jonas Dahl",
        "jonas.dahl@eksempel.example",
        "Oslo kommune",
        (("signatory", "Fullmakt fra byrådsavdelingen, sak 26/114 (eksempel)"),),
    ),
    Someone(
        "Amina Yusuf",
        "amina.yusuf@eksempel.example",
        "Oslo kommune",
        (MEMBER,),
        "Oslo brann- og redningsetat",
    ),
    Someone("Håkon Vik", "hakon.vik@eksempel.example", "Bergen kommune", (ADMINISTRATOR,)),
    Someone(
        "Silje Knutsen",
        "silje.knutsen@eksempel.example",
        "Bergen kommune",
        (("signatory", "Delegert fra kommunaldirektøren, sak 26/88 (eksempel)"),),
    ),
    Someone(
        "Mathias Berge", "mathias.berge@eksempel.example", "Bergen kommune", (MEMBER,), "Bergen brannvesen"
    ),
    Someone(
        "Eirik Moe",
        "eirik.moe@eksempel.example",
        SENSOR,
        (ADMINISTRATOR, ("signatory", "Daglig leder (eksempel)")),
    ),
    Someone("Nora Lie", "nora.lie@eksempel.example", SENSOR, (MEMBER,), "Utvikling"),
    Someone(
        "Sara Antonsen",
        "sara.antonsen@eksempel.example",
        DRONE,
        (ADMINISTRATOR, ("signatory", "Daglig leder (eksempel)")),
    ),
    Someone("Even Bakken", "even.bakken@eksempel.example", DRONE, (MEMBER,)),
    Someone("Tone Grande", "tone.grande@eksempel.example", "Regionhub Halden", (ADMINISTRATOR,)),
    Someone("Marte Fjeld", "marte.fjeld@eksempel.example", "Bergen kommune", (("caseworker", ""),)),
    Someone("Anders Tveit", "anders.tveit@eksempel.example", "Bergen kommune", (("lawyer", ""),)),
    Someone("Ragnhild Vik", "ragnhild.vik@eksempel.example", "Bergen kommune", (("archivist", ""),)),
    Someone("Liv Haugen", "liv.haugen@eksempel.example", "Oslo kommune", (("caseworker", ""),)),
    Someone("Omar Rashid", "omar.rashid@eksempel.example", "Oslo kommune", (("lawyer", ""),)),
)
