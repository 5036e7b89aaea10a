"""A carpenter's firm of seven."""

from dugnad.areas.lab.business.examples.values import Example, Say, likely
from dugnad.engines.foresight.model import (
    Business,
    Costs,
    Funding,
    Investment,
    Model,
    Range,
    Scenario,
    Strategy,
    Stream,
)


def _streams(say: Say) -> tuple[Stream, ...]:
    return (
        Stream(
            say("homes"),
            likely(7, 9, 11),
            likely(70_000, 85_000, 105_000),
            Range(0.85, 0.95),
            new_customers=likely(6.5, 8, 9.5),
            unit_cost=likely(36_000, 42_000, 50_000),
            channel=say("web"),
            segment=say("owners"),
        ),
        Stream(
            say("insured"),
            3,
            likely(54_000, 62_000, 70_000),
            Range(0.002, 0.01),
            volume=likely(1.2, 1.6, 2.0),
            new_customers=0.02,
            unit_cost=26_000,
            channel=say("frame"),
            segment=say("insurers"),
        ),
        Stream(
            say("service"),
            14,
            9_500,
            Range(0.005, 0.02),
            new_customers=Range(0.1, 0.4),
            unit_cost=3_200,
            channel=say("frame"),
            segment=say("boards"),
        ),
    )


def _business(say: Say) -> Business:
    return Business(
        say("homes"),
        _streams(say),
        costs=Costs(fixed=Range(165_000, 185_000), staff=7, salary=46_000),
        funding=Funding(
            cash=650_000, overdraft=500_000, debt=900_000, debt_months=48, customer_days=21, supplier_days=30
        ),
        investments=(Investment(14, 480_000, 60),),
        noise=0.12,
        price_growth=0.03,
        season=(0.8, 0.85, 0.95, 1.0, 1.1, 1.2, 0.65, 1.1, 1.2, 1.2, 1.1, 0.85),
    )


def _scenarios(say: Say) -> tuple[Scenario, ...]:
    return (
        Scenario(
            "platform", say("market"), {"share": Range(0.3, 0.8), "fee": Range(0.05, 0.15)}, (say("homes"),)
        ),
        Scenario("supplier_loss", say("timber")),
        Scenario("price_collapse", say("slump"), {"fall": Range(0.05, 0.2)}),
    )


def _strategies(say: Say) -> tuple[Strategy, ...]:
    return (
        Strategy(
            say("more_service"), 3, 12, 150_000, 12_000, changes={"new": 2.0}, streams=(say("service"),)
        ),
        Strategy(say("prefabricate"), 6, 9, 350_000, 8_000, changes={"unit_cost": 0.94, "staff": -0.5}),
    )


def _model(say: Say) -> Model:
    return Model(_business(say), _scenarios(say), _strategies(say))


EXAMPLE = Example(
    "craft",
    ("Eksempel: håndverksbedrift", "Døme: handverksbedrift", "Example: craft firm"),
    (
        "Sju snekkere som pusser opp hjem, retter skader og tar service for borettslag.",
        "Sju snikkarar som pussar opp heimar, rettar skadar og tek service for burettslag.",
        "Seven carpenters who renovate homes, repair damage and keep housing associations in order.",
    ),
    {
        "homes": ("Oppussing hjemme", "Oppussing heime", "Home renovations"),
        "insured": ("Skader for forsikring", "Skadar for forsikring", "Damage repaired for insurers"),
        "service": ("Serviceavtaler", "Serviceavtalar", "Service agreements"),
        "web": ("Nettsted og omtale", "Nettstad og omtale", "Website and reputation"),
        "frame": ("Rammeavtale", "Rammeavtale", "Framework agreement"),
        "owners": ("Boligeiere", "Bustadeigarar", "Home owners"),
        "insurers": ("Forsikringsselskaper", "Forsikringsselskap", "Insurance companies"),
        "boards": ("Borettslag", "Burettslag", "Housing associations"),
        "market": ("Anbudstjeneste på nett", "Anbodsteneste på nett", "An online marketplace for jobs"),
        "timber": ("Trelast uteblir", "Trelast uteblir", "Timber runs short"),
        "slump": ("Boligmarkedet stopper opp", "Bustadmarknaden stoggar", "The housing market stalls"),
        "more_service": ("Flere serviceavtaler", "Fleire serviceavtalar", "More service agreements"),
        "prefabricate": ("Bygge mer i verksted", "Byggje meir i verkstad", "Build more in the workshop"),
    },
    {
        "customer_segments": (
            "Boligeiere i byen og bygdene rundt. Borettslag. To–tre forsikringsselskaper.",
            "Bustadeigarar i byen og bygdene rundt. Burettslag. To–tre forsikringsselskap.",
            "Home owners in and around the town. Housing associations. Two or three insurers.",
        ),
        "value_propositions": (
            "Fast pris, fast dato, og de samme folkene fra start til slutt.",
            "Fast pris, fast dato, og dei same folka frå start til slutt.",
            "A fixed price, a fixed date, and the same people from start to finish.",
        ),
        "channels": (
            "Anbefalinger, eget nettsted, anbudstjenester, rammeavtaler.",
            "Tilrådingar, eigen nettstad, anbodstenester, rammeavtalar.",
            "Recommendations, our website, marketplaces for jobs, framework agreements.",
        ),
        "customer_relationships": (
            "Befaring hjemme hos kunden, og service året etter.",
            "Synfaring heime hos kunden, og service året etter.",
            "A visit to the home before, and service the year after.",
        ),
        "revenue_streams": (
            "Prosjekter til fast pris, timer på skader, fast sum i måneden for service.",
            "Prosjekt til fast pris, timar på skadar, fast sum i månaden for service.",
            "Projects at a fixed price, hours on damage, a fixed monthly sum for service.",
        ),
        "key_resources": (
            "Fagfolk med svennebrev, fire varebiler, godt navn.",
            "Fagfolk med sveinebrev, fire varebilar, godt namn.",
            "Skilled people, four vans, a good name.",
        ),
        "key_activities": (
            "Regne riktig, planlegge, bygge.",
            "Rekne rett, planleggje, byggje.",
            "Price right, plan, build.",
        ),
        "key_partners": (
            "Trelastgrossist, rørlegger og elektriker som vi kjenner.",
            "Trelastgrossist, røyrleggjar og elektrikar som vi kjenner.",
            "A timber merchant, a plumber and an electrician whom we know.",
        ),
        "cost_structure": (
            "Lønn og materialer først, så biler, verktøy og lokale.",
            "Løn og materialar først, så bilar, verktøy og lokale.",
            "Pay and materials first, then vans, tools and premises.",
        ),
    },
    _model,
)
