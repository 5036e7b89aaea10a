"""An accounting office of nine."""

from dugnad.areas.lab.business.examples.values import Example, Say, likely
from dugnad.engines.foresight.model import Business, Costs, Funding, Model, Range, Scenario, Strategy, Stream


def _streams(say: Say) -> tuple[Stream, ...]:
    return (
        Stream(
            say("books"),
            120,
            likely(4_900, 5_200, 5_600),
            Range(0.008, 0.015),
            new_customers=Range(0.8, 1.8),
            unit_cost=450,
            channel=say("known"),
            segment=say("small"),
        ),
        Stream(
            say("year"),
            115,
            21_000,
            Range(0.008, 0.015),
            volume=0.0833,
            new_customers=Range(0.8, 1.6),
            unit_cost=600,
            channel=say("known"),
            segment=say("small"),
        ),
        Stream(
            say("advice"),
            25,
            1_450,
            0.02,
            volume=likely(1.5, 2.5, 4),
            new_customers=0.5,
            channel=say("web"),
            segment=say("growing"),
        ),
    )


def _business(say: Say) -> Business:
    return Business(
        say("books"),
        _streams(say),
        costs=Costs(fixed=150_000, fixed_vat=0.6, staff=9, salary=52_000, pension=0.05),
        funding=Funding(cash=900_000, overdraft=300_000, customer_days=20, supplier_days=20),
        noise=0.04,
        season=(1.1, 1.25, 1.3, 1.15, 1.2, 0.95, 0.6, 0.8, 0.95, 0.95, 0.9, 0.85),
    )


def _scenarios(say: Say) -> tuple[Scenario, ...]:
    return (
        Scenario("automation", say("machine"), streams=(say("books"), say("year"))),
        Scenario("digital_entrant", say("cheap"), {"price": Range(0.4, 0.7)}),
        Scenario("price_collapse", say("hours")),
    )


def _strategies(say: Say) -> tuple[Strategy, ...]:
    return (
        Strategy(
            say("adviser"),
            2,
            18,
            350_000,
            15_000,
            changes={"new": 2.5, "price": 1.1},
            streams=(say("advice"),),
        ),
        Strategy(say("automate"), 3, 12, 400_000, 22_000, changes={"staff": -2.0, "churn": 0.9}),
    )


def _model(say: Say) -> Model:
    return Model(_business(say), _scenarios(say), _strategies(say))


EXAMPLE = Example(
    "accounting",
    ("Eksempel: regnskapskontor", "Døme: rekneskapskontor", "Example: accounting office"),
    (
        "Ni som fører regnskap og gir råd til små bedrifter.",
        "Ni som fører rekneskap og gir råd til små bedrifter.",
        "Nine who keep books and advise small firms.",
    ),
    {
        "books": ("Løpende regnskap", "Løpande rekneskap", "Monthly bookkeeping"),
        "year": ("Årsoppgjør", "Årsoppgjer", "Annual accounts"),
        "advice": ("Rådgivning", "Rådgjeving", "Advice"),
        "known": ("Anbefaling", "Tilråding", "Recommendation"),
        "web": ("Nettsted", "Nettstad", "Website"),
        "small": ("Små bedrifter", "Små bedrifter", "Small firms"),
        "growing": ("Bedrifter i vekst", "Bedrifter i vekst", "Growing firms"),
        "machine": ("Bilagene føres av seg selv", "Bilaga fører seg sjølve", "Vouchers post themselves"),
        "cheap": ("Billig regnskap på nett", "Billeg rekneskap på nett", "Cheap accounting online"),
        "hours": ("Ingen vil betale for timer", "Ingen vil betale for timar", "Nobody pays by the hour"),
        "adviser": ("Mer rådgivning", "Meir rådgjeving", "More advice"),
        "automate": ("Automatisere selv", "Automatisere sjølv", "Automate ourselves"),
    },
    {
        "customer_segments": (
            "Håndverkere, butikker og små eiendomsselskaper. Noen bedrifter i vekst.",
            "Handverkarar, butikkar og små eigedomsselskap. Nokre bedrifter i vekst.",
            "Craftsmen, shops and small property firms. Some growing firms.",
        ),
        "value_propositions": (
            "Alt er riktig og levert i tide, og noen å ringe til.",
            "Alt er rett og levert i tide, og nokon å ringje til.",
            "Everything right and on time, and somebody to call.",
        ),
        "channels": (
            "Anbefaling fra kunder og banken, nettsted.",
            "Tilråding frå kundar og banken, nettstad.",
            "Recommended by customers and the bank, the website.",
        ),
        "customer_relationships": (
            "Fast regnskapsfører; bytte er et ork.",
            "Fast rekneskapsførar; det er eit ork å byte.",
            "The same accountant each time; changing is a bother.",
        ),
        "revenue_streams": (
            "Fast pris i måneden, pris per årsoppgjør, timer for råd.",
            "Fast pris i månaden, pris per årsoppgjer, timar for råd.",
            "A fixed price a month, one for annual accounts, hours for advice.",
        ),
        "key_resources": (
            "Autoriserte regnskapsførere, systemer, tillit.",
            "Autoriserte rekneskapsførarar, system, tillit.",
            "Authorised accountants, systems, trust.",
        ),
        "key_activities": (
            "Føre, avstemme, rapportere, forklare.",
            "Føre, avstemme, rapportere, forklare.",
            "Post, reconcile, report, explain.",
        ),
        "key_partners": (
            "Leverandøren av regnskapssystemet, revisorer, banken.",
            "Leverandøren av rekneskapssystemet, revisorar, banken.",
            "The maker of the accounting system, auditors, the bank.",
        ),
        "cost_structure": (
            "Lønn er det meste, så lisenser og lokale.",
            "Løn er det meste, så lisensar og lokale.",
            "Pay is most of it, then licences and premises.",
        ),
    },
    _model,
)
