"""What residents ask, in their own words, and the service that is meant; written without looking at the word lists."""

from __future__ import annotations

from typing import Final, NamedTuple


class Judged(NamedTuple):
    """One need: its language, whether it is mistyped, the slugs any of which is right."""

    words: str
    language: str
    right: tuple[str, ...]
    typed: bool = True


def _read(text: str, language: str, typed: bool = True) -> tuple[Judged, ...]:
    pairs = (line.split("=") for line in text.strip().splitlines())
    return tuple(Judged(words.strip(), language, tuple(right.split()), typed) for words, right in pairs)


BOKMAAL: Final = """
barnehageplass til ettåring = kindergarten-place
billigere barnehage når vi tjener lite = kindergarten-reduced-fee
hvor kan jeg være med babyen på dagtid = open-kindergarten child-health-centre
datteren min skal begynne på skolen til høsten = school-enrolment
sfo = after-school
skolebuss til barnet = school-transport
sønnen min blir mobbet = bullying-case
hjelp med lekser = homework-library-tutoring
hull i veien = road-fault
gatelyset virker ikke = road-fault
det er ikke brøytet i gata mi = snow-clearing
fått bot for feilparkering = parking-fine
parkere utenfor der jeg bor = residents-parking
handikapparkering = disability-parking
skjenkebevilling = alcohol-serving-licence
skal åpne kafé = serving-licence food-safety
søppelbøtta er ikke tømt = household-waste
hvor kan jeg kaste en gammel sofa = recycling-station
kaste maling og batterier = hazardous-waste
rotter i kjelleren = pest-control
naboen spiller høy musikk om natta = noise-complaint
mor klarer ikke vaske huset lenger = home-help
sykepleier hjem til far = home-nursing
alarm rundt halsen hvis jeg faller = safety-alarm
middag levert på døra til eldre = meals-home
plass på sykehjem = nursing-home
har ikke penger til mat = social-assistance
har mistet jobben = unemployment-benefit
for mye gjeld = debt-advice debt-settlement
får ikke lån i banken til bolig = start-loan
hjelp til å betale husleia = housing-allowance
utleier vil ikke gi tilbake depositum = rent-dispute
søke om å bygge garasje = building-application building-exempt
hva er lov å bygge uten søknad = building-exempt
naboen skal bygge høyt = neighbour-notice
gifte oss på rådhuset = civil-wedding
fornye pass = passport
mistet førerkortet = driving-licence
melde flytting = moving-notice
bytte etternavn = name-change
bytte fastlege = gp
legevakt = emergency-clinic
snakke med psykolog = mental-health-quick
kona er gravid og vi venter barn = parental-benefit child-health-centre pregnancy-benefit lump-sum-birth
penger til fotball for barna = leisure-fund-kids
låne ski = equipment-lending
leie gymsal til bursdag = sports-hall-booking
vannet er brunt = water-supply
kloakk i kjelleren = sewage
klage på eiendomsskatten = property-tax
starte eget firma = sole-proprietor business-advice
læreplass som elektriker = apprenticeship
søke videregående = upper-secondary-admission
studielån = student-finance
lese i gamle skolepapirer = archive-search
feier = chimney-sweep
mannen min slår meg = crisis-centre restraining-order police-report
"""
NYNORSK: Final = """
barnehageplass til eittåringen = kindergarten-place
eg treng heimehjelp = home-help
søkje om sjukeheimsplass = nursing-home
vatnet luktar rart = water-supply
hol i vegen = road-fault
det bråkar hjå naboen = noise-complaint
eg har mist jobben = unemployment-benefit
hjelp til å kjøpe bustad = start-loan
skulefritidsordning = after-school
barnet mitt vert mobba = bullying-case
kor kastar eg farleg avfall = hazardous-waste
byggje garasje utan å søkje = building-exempt
skyss til skulen = school-transport
læreplass = apprenticeship
eg vil skifte namn = name-change
gjeldsrådgjeving = debt-advice
"""
ENGLISH: Final = """
kindergarten place for my child = kindergarten-place
garbage was not collected = household-waste
pothole in the road = road-fault
learn norwegian = norwegian-courses
i lost my job = unemployment-benefit
where do I get a tax card = tax-card
renew passport = passport
change my doctor = gp
get married at city hall = civil-wedding
home care for my elderly mother = home-nursing home-help
licence to serve beer and wine = alcohol-serving-licence
rats in my building = pest-control
my neighbour is too loud = noise-complaint
bus tickets = public-transport-tickets
diploma from another country = foreign-education-recognition
cannot pay my bills = debt-advice social-assistance
build a garage = building-application building-exempt
report a stolen bike = police-report
"""
MISTYPED: Final = """
barnehagplas = kindergarten-place
skjenkebeviling = alcohol-serving-licence
hjemmesykeplei = home-nursing
sykehjemplass = nursing-home
husbankn bostøte = housing-allowance
startlån søkand = start-loan
fornye pas = passport
førrekort = driving-licence
søpel tømming = household-waste
pigdekk = studded-tyre-fee
svømehall = swimming-pool
dagpneger = unemployment-benefit
sosjalhjelp = social-assistance
byggesøkand = building-application
parkeringbot klage = parking-fine
legevkat = emergency-clinic
biblotek = library
vannmåller = water-meter
skoleskys = school-transport
kidnergarten = kindergarten-place
pasport = passport
unemploymnet = unemployment-benefit
"""
JUDGED: Final = (
    *_read(BOKMAAL, "nb"),
    *_read(NYNORSK, "nn"),
    *_read(ENGLISH, "en"),
    *_read(MISTYPED, "slips", typed=False),
)
