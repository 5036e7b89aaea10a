"""The fixed words of letters, in both written forms of Norwegian."""

# ruff: noqa: E501 - sentences of letters stand whole

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from babel.dates import format_date
from django.utils import timezone

MONTH: Final = 30
TITLES: Final[Mapping[str, Mapping[str, str]]] = {
    "decision": {"nb": "Vedtak: {title}", "nn": "Vedtak: {title}"},
    "preliminary": {"nb": "Foreløpig svar: {title}", "nn": "Førebels svar: {title}"},
    "confirmation": {"nb": "Klagen er sendt videre: {title}", "nn": "Klaga er send vidare: {title}"},
    "to_body": {"nb": "Klage til avgjørelse: {title}", "nn": "Klage til avgjerd: {title}"},
    "dismissed": {"nb": "Klagen er avvist: {title}", "nn": "Klaga er avvist: {title}"},
    "withdrawn": {"nb": "Klagen er trukket: {title}", "nn": "Klaga er trekt: {title}"},
    "correction": {"nb": "Retting av vedtak: {title}", "nn": "Retting av vedtak: {title}"},
}
CLOSING: Final[Mapping[str, Mapping[str, str]]] = {
    "automatic": {
        "nb": "Saken er avgjort automatisk etter reglene, fordi du sa ja til det. Du kan når som helst be om at et menneske går gjennom den.",
        "nn": "Saka er avgjord automatisk etter reglane, fordi du sa ja til det. Du kan når som helst be om at eit menneske går gjennom ho.",
    },
    "explained": {
        "nb": "Saken er avgjort automatisk etter reglene, fordi du sa ja til det ({law[automation]}). Du har rett til å få avgjørelsen forklart og til at et menneske går gjennom den ({law[explanation]}). Reglene er offentlige ({law[documentation]}).",
        "nn": "Saka er avgjord automatisk etter reglane, fordi du sa ja til det ({law[automation]}). Du har rett til å få avgjerda forklart og til at eit menneske går gjennom ho ({law[explanation]}). Reglane er offentlege ({law[documentation]}).",
    },
    "about": {
        "nb": "Saken gjelder {name}, født {born}.",
        "nn": "Saka gjeld {name}, fødd {born}.",
    },
    "heard": {"nb": "Barnets syn: {heard}", "nn": "Synet til barnet: {heard}"},
    "sent_on": {
        "nb": "{city} har sett på klagen din og holder fast ved vedtaket. Klagen er sendt til {body}, som avgjør den ({law[sent_on]}).",
        "nn": "{city} har sett på klaga di og held fast ved vedtaket. Klaga er send til {body}, som avgjer ho ({law[sent_on]}).",
    },
    "to_body": {
        "nb": "{applicant} har klaget på vedtaket av {decided} i sak {reference}. {city} holder fast ved vedtaket og sender klagen til {body}, som avgjør den ({law[sent_on]}).",
        "nn": "{applicant} har klaga på vedtaket av {decided} i sak {reference}. {city} held fast ved vedtaket og sender klaga til {body}, som avgjer ho ({law[sent_on]}).",
    },
    "came_in_time": {
        "nb": "Klagen kom {day}, innen fristen, som var {last}.",
        "nn": "Klaga kom {day}, innan fristen, som var {last}.",
    },
    "came_late": {
        "nb": "Klagen kom {day}, etter fristen, som var {last}. {city} har tatt den inn likevel ({law[late]}): {late}",
        "nn": "Klaga kom {day}, etter fristen, som var {last}. {city} har teke ho inn likevel ({law[late]}): {late}",
    },
    "its_appeal": {"nb": "Klagen i sin helhet", "nn": "Klaga i det heile"},
    "its_statement": {"nb": "{city} sier om klagen", "nn": "{city} seier om klaga"},
    "its_decision": {"nb": "Vedtaket, slik klageren fikk det", "nn": "Vedtaket, slik klagaren fekk det"},
    "its_facts": {
        "nb": "Opplysningene som vedtaket bygger på",
        "nn": "Opplysningane som vedtaket byggjer på",
    },
    "fact": {
        "nb": "{label}: {value} (fra: {source}, {day})",
        "nn": "{label}: {value} (frå: {source}, {day})",
    },
    "dismissed": {
        "nb": "Klagen din kom for sent; siste dag var {last} ({law[appeal]}). {city} har avvist den ({law[dismissal]}), og vedtaket står. Du kan klage på avvisningen innen {weeks} uker fra du fikk dette brevet. Skriv da hvorfor klagen kom for sent.",
        "nn": "Klaga di kom for seint; siste dag var {last} ({law[appeal]}). {city} har avvist ho ({law[dismissal]}), og vedtaket står. Du kan klage på avvisinga innan {weeks} veker frå du fekk dette brevet. Skriv då kvifor klaga kom for seint.",
    },
    "withdrawn": {
        "nb": "Du har trukket klagen din av {day}, og {city} behandler den ikke videre. Vedtaket av {decided} gjelder fortsatt.",
        "nn": "Du har trekt klaga di av {day}, og {city} behandlar ho ikkje vidare. Vedtaket av {decided} gjeld framleis.",
    },
    "withdrawal": {"nb": "Jeg trekker klagen min av {day}.", "nn": "Eg trekkjer klaga mi av {day}."},
    "withdrawn_told": {
        "nb": "Klagen var sendt til {body}. Vi har gitt beskjed om at den er trukket.",
        "nn": "Klaga var send til {body}. Vi har gitt melding om at ho er trekt.",
    },
    "withdrawn_open": {
        "nb": "En saksbehandler ser fortsatt på saken, av en annen grunn enn klagen.",
        "nn": "Ein saksbehandlar ser framleis på saka, av ein annan grunn enn klaga.",
    },
    "withdrawn_body": {
        "nb": "Klageren har trukket klagen på vedtaket av {decided} i sak {reference}. {city} sendte klagen til {body} {sent}. Den trenger ikke å avgjøres.",
        "nn": "Klagaren har trekt klaga på vedtaket av {decided} i sak {reference}. {city} sende klaga til {body} {sent}. Ho treng ikkje avgjerast.",
    },
    "appeal_again": {
        "nb": "Du kan klage på nytt. Fristen er {weeks} uker fra du fikk vedtaket ({law}).",
        "nn": "Du kan klage på nytt. Fristen er {weeks} veker frå du fekk vedtaket ({law}).",
    },
    "appeal_again_by": {
        "nb": "Du kan klage på nytt til og med {last} ({law}).",
        "nn": "Du kan klage på nytt til og med {last} ({law}).",
    },
    "appeal_over": {
        "nb": "Fristen for å klage gikk ut {last} ({law}).",
        "nn": "Fristen for å klage gjekk ut {last} ({law}).",
    },
    "reversed_favour": {
        "nb": "Vi har tatt saken opp på nytt uten klage, fordi endringen ikke er til skade for deg ({law[reversal]}). Dette brevet erstatter det forrige.",
        "nn": "Vi har teke saka opp på nytt utan klage, fordi endringa ikkje er til skade for deg ({law[reversal]}). Dette brevet kjem i staden for det førre.",
    },
    "reversed_not_told": {
        "nb": "Vi har tatt saken opp på nytt uten klage, før du fikk vite om det forrige vedtaket ({law[reversal]}). Dette brevet kommer i stedet.",
        "nn": "Vi har teke saka opp på nytt utan klage, før du fekk vite om det førre vedtaket ({law[reversal]}). Dette brevet kjem i staden.",
    },
    "reversed_void": {
        "nb": "Vi har tatt saken opp på nytt uten klage, fordi det forrige vedtaket var ugyldig ({law[reversal]}). Dette brevet erstatter det.",
        "nn": "Vi har teke saka opp på nytt utan klage, fordi det førre vedtaket var ugyldig ({law[reversal]}). Dette brevet kjem i staden for det.",
    },
    "favour": {
        "nb": "Vi har funnet en feil i reglene som vedtaket av {day} bygde på: {why} Vi har rettet vedtaket til fordel for deg ({law[reversal]}). Dette brevet erstatter det forrige.",
        "nn": "Vi har funne ein feil i reglane som vedtaket av {day} bygde på: {why} Vi har retta vedtaket til fordel for deg ({law[reversal]}). Dette brevet kjem i staden for det førre.",
    },
    "anew": {
        "nb": "Vi har funnet en feil i reglene som vedtaket av {day} bygde på: {why} En saksbehandler har derfor avgjort saken på nytt ({law[reversal]}). Dette brevet erstatter det forrige.",
        "nn": "Vi har funne ein feil i reglane som vedtaket av {day} bygde på: {why} Ein saksbehandlar har difor avgjort saka på nytt ({law[reversal]}). Dette brevet kjem i staden for det førre.",
    },
    "person": {"nb": "En saksbehandler har avgjort saken.", "nn": "Ein saksbehandlar har avgjort saka."},
    "from": {
        "nb": "Vedtaket gjelder fra {since}.",
        "nn": "Vedtaket gjeld frå {since}.",
    },
    "until": {
        "nb": "Vedtaket gjelder fra {since} til og med {last}. For tiden etter må dere søke på nytt.",
        "nn": "Vedtaket gjeld frå {since} til og med {last}. For tida etter må de søkje på nytt.",
    },
    "between": {
        "nb": "Vedtaket gjelder fra {since} til og med {last}. Tiden etter er avgjort for seg.",
        "nn": "Vedtaket gjeld frå {since} til og med {last}. Tida etter er avgjord for seg.",
    },
    "appeal": {
        "nb": "Du kan klage på vedtaket. Fristen er {weeks} uker fra du fikk dette brevet ({law[appeal]}). {body} behandler klagen hvis {city} ikke endrer vedtaket.",
        "nn": "Du kan klage på vedtaket. Fristen er {weeks} veker frå du fekk dette brevet ({law[appeal]}). {body} behandlar klaga dersom {city} ikkje endrar vedtaket.",
    },
    "how": {
        "nb": "Klagen sender du til {city}, på siden for saken eller i brev. Skriv hvilket vedtak du klager på, og hva du vil ha endret.",
        "nn": "Klaga sender du til {city}, på sida for saka eller i brev. Skriv kva vedtak du klagar på, og kva du vil ha endra.",
    },
    "access": {
        "nb": "Du har rett til å se sakens dokumenter ({law[access]}) og til veiledning fra {city}.",
        "nn": "Du har rett til å sjå dokumenta i saka ({law[access]}) og til rettleiing frå {city}.",
    },
    "preliminary": {
        "nb": "{city} har fått søknaden din, men har ikke avgjort den ennå, fordi et menneske må se på den eller fordi opplysninger mangler. Du kan vente svar innen {until} ({law[preliminary]}).",
        "nn": "{city} har fått søknaden din, men har ikkje avgjort han enno, fordi eit menneske må sjå på han eller fordi opplysningar manglar. Du kan vente svar innan {until} ({law[preliminary]}).",
    },
}


ANSWERS: Final[Mapping[str, str]] = {
    "subject": "Hvem det gjelder",
    "born": "Født",
    "day": "Fra dag",
    "area": "Bydel",
    "homes": "To hjem",
    "moved": "Flytter i løpet av året",
    "written": "Målform",
    "decided_by": "Avgjøres av",
}


def answered(answers: Mapping[str, str]) -> list[str]:
    """An application's answers as lines, for the archive."""
    return [f"{ANSWERS.get(name, name.removeprefix('fact:'))}: {text}" for name, text in answers.items()]


def withdrawal(at: dt.datetime, language: str) -> str:
    """What an applicant says who takes back the appeal of that time."""
    return CLOSING["withdrawal"][language].format(day=day_words(timezone.localdate(at), language))


def day_words(day: dt.date, language: str) -> str:
    """31. august 2026."""
    return format_date(day, "long", locale=language)


def about(name: str, born: dt.date | None, language: str) -> str:
    """Whom a letter is about; '' where no name is kept."""
    if not name or born is None:
        return ""
    return CLOSING["about"][language].format(name=name, born=day_words(born, language))
