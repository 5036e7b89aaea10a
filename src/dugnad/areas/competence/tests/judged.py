"""A small judged set: invented experts, and what people ask, with who should come first (None: nobody)."""

from __future__ import annotations

EXPERTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "sensor": (
        "Trådløse sensorer i bygg og infrastruktur",
        "Jeg hjelper kommuner og bedrifter med å velge, sette opp og følge opp sensorer: LoRaWAN, fukt, temperatur og "
        "strømmåling. Har satt opp målinger i 40 skolebygg.",
        ("Tingenes internett", "Internet of things", "Sensornettverk"),
    ),
    "privacy": (
        "Personvern og risikovurdering",
        "Vurdering av personvernkonsekvenser (DPIA), databehandleravtaler og innebygd personvern i nye fagsystem.",
        ("Personvern", "Data protection"),
    ),
    "ml": (
        "Maskinlæring på bilder og tekst",
        "Bygger modeller som finner feil i bilder fra produksjon og sorterer henvendelser.",
        ("Maskinlæring", "Machine learning", "Kunstig intelligens", "Artificial intelligence"),
    ),
    "security": (
        "Digital sikkerhet i små virksomheter",
        "Går gjennom sårbarheter, sikkerhetskopi, tofaktor og hva man gjør når man er blitt hacket.",
        ("Informasjonssikkerhet", "Cyber security"),
    ),
    "procure": (
        "Offentlige anskaffelser av IT",
        "Konkurransegrunnlag, innovasjonspartnerskap og statens standardavtaler.",
        ("Anskaffelser", "Public procurement"),
    ),
    "uu": (
        "Universell utforming av nettsider",
        "Tester med skjermleser, retter kontrast, skjema og tastaturbruk etter WCAG.",
        ("Universell utforming", "Web accessibility"),
    ),
    "energy": (
        "Energistyring i bygg",
        "Varmestyring, effekttopper, solceller og batteri i idrettshaller og skoler.",
        ("Energieffektivisering", "Energy efficiency"),
    ),
    "drone": (
        "Droner til inspeksjon og leting",
        "Flyr termisk kamera over bruer, tak og terreng; kjenner luftfartsreglene.",
        ("Droner", "Drones"),
    ),
    "data": (
        "Datadeling og API",
        "Hjelper etater med å dele åpne data, beskrive datasett og lage API.",
        ("Datadeling", "Data sharing", "Open data"),
    ),
    "service": (
        "Tjenestedesign i helse og omsorg",
        "Intervjuer brukere, tegner tjenestereiser og tester prototyper med sykehjem.",
        ("Tjenestedesign", "Service design"),
    ),
    "robot": (
        "Roboter og automasjon i produksjon",
        "Robotceller, gripere og sikkerhet for små serier.",
        ("Robotikk", "Robotics"),
    ),
    "cloud": ("Flytting til sky", "Arkitektur, kostnader og drift i skytjenester.", ("Cloud computing",)),
    "economy": (
        "Forretningsmodeller og skalering",
        "Prising, abonnement og budsjetter for oppstartsbedrifter.",
        ("Forretningsutvikling", "Business development"),
    ),
    "case": (
        "Automatisering av saksbehandling",
        "Regler som kode, vedtaksbrev og integrasjon med arkiv.",
        ("Saksbehandling", "Case handling"),
    ),
}
QUESTIONS: tuple[tuple[str, str, str | None], ...] = (
    ("nb", "Vi vil måle fukt i kjellere på skolene våre og vet ikke hvilke sensorer vi skal velge", "sensor"),
    ("nb", "Vi har blitt hacket", "security"),
    ("nb", "personvernkonsekvensvurdering av nytt fagsystem", "privacy"),
    ("nb", "kunstig intelligens til å sortere e-post fra innbyggere", "ml"),
    ("nb", "inspeksjon av bru med drone og varmekamera", "drone"),
    ("nb", "konkurransegrunnlag for innkjøp av nytt system", "procure"),
    (
        "nb",
        "Vår bedrift produserer små serier av beslag i Mo i Rana. Vi er tolv ansatte, og to av dem løfter tunge deler "
        "inn og ut av maskinen hele dagen. Vi lurer på om en robot kan gjøre det, hva det koster og hvordan vi gjør "
        "det trygt for dem som jobber ved siden av.",
        "robot",
    ),
    ("nb", "vi bruker for mye tid på å skrive vedtaksbrev i byggesaker", "case"),
    ("nb", "pris på abonnement for appen vår", "economy"),
    ("nb", "intervju med brukere på sykehjem", "service"),
    ("nb", "sensorr i byg", "sensor"),
    ("nn", "me treng hjelp til å måle straumbruken i idrettshallen vår og få ned effekttoppane", "energy"),
    ("nn", "korleis gjer vi nettsida tilgjengeleg for blinde", "uu"),
    ("nn", "skjermlesar fungerer ikkje på skjemaet vårt", "uu"),
    ("nn", "droner som leitar etter sakna folk i fjellet", "drone"),
    ("nn", "kven kan hjelpe oss med personvernet i eit nytt fagsystem", "privacy"),
    ("nn", "vi vil dele opne data frå kommunen", "data"),
    ("en", "We were hacked last week and need someone to check our backups", "security"),
    ("en", "How do we share open data through an API?", "data"),
    ("en", "machine learning to find defects in our products", "ml"),
    ("en", "move our servers to the cloud, what does it cost", "cloud"),
    ("en", "accessibility of our web pages", "uu"),
    ("en", "energy efficiency in sports halls", "energy"),
    ("nb", "hvordan lage pannekaker til femti barn", None),
    ("nb", "rørlegger til lekkasje på badet", None),
    ("nb", "symfoniorkester søker dirigent", None),
    ("nb", "advokat til skilsmisse", None),
    ("nn", "dyrlege for ein hest med vond fot", None),
    ("en", "wedding photographer in June", None),
    ("nb", "og det som er i", None),
)
