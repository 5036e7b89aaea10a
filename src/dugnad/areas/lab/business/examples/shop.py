"""A shop for outdoor life with a web shop."""

from dugnad.areas.lab.business.examples.values import Example, Say, likely
from dugnad.engines.foresight.model import Business, Costs, Funding, Model, Range, Scenario, Strategy, Stream


def _streams(say: Say) -> tuple[Stream, ...]:
    return (
        Stream(
            say("shop"),
            likely(2_400, 2_600, 2_800),
            likely(600, 640, 680),
            Range(0.03, 0.05),
            volume=0.45,
            new_customers=Range(80, 120),
            unit_cost=likely(355, 375, 395),
            channel=say("street"),
            segment=say("town"),
        ),
        Stream(
            say("web"),
            likely(800, 900, 1_000),
            790,
            Range(0.04, 0.08),
            volume=0.3,
            new_customers=Range(40, 80),
            unit_cost=Range(500, 540),
            channel=say("web"),
            segment=say("country"),
            digital=True,
        ),
    )


def _business(say: Say) -> Business:
    return Business(
        say("shop"),
        _streams(say),
        costs=Costs(fixed=150_000, fixed_vat=0.8, staff=4.2, salary=36_500),
        funding=Funding(
            cash=420_000, overdraft=600_000, debt=650_000, debt_months=60, customer_days=1, supplier_days=30
        ),
        noise=0.08,
        price_growth=0.027,
        season=(0.75, 0.8, 0.9, 0.95, 1.05, 1.1, 0.95, 0.9, 0.95, 1.0, 1.15, 1.5),
    )


def _scenarios(say: Say) -> tuple[Scenario, ...]:
    return (
        Scenario("digital_entrant", say("giant")),
        Scenario("customers_digital", say("online"), {"capture": Range(0.1, 0.4)}),
        Scenario("platform", say("market"), {"share": Range(0.2, 0.6)}, (say("web"),)),
    )


def _strategies(say: Say) -> tuple[Strategy, ...]:
    return (
        Strategy(say("collect"), 2, 6, 180_000, 6_000, changes={"volume": 1.06, "churn": 0.9}),
        Strategy(say("brands"), 6, 12, 250_000, 0.0, changes={"unit_cost": 0.93, "price": 0.98}),
    )


def _model(say: Say) -> Model:
    return Model(_business(say), _scenarios(say), _strategies(say))


EXAMPLE = Example(
    "shop",
    ("Eksempel: butikk med nettbutikk", "Døme: butikk med nettbutikk", "Example: shop with a web shop"),
    (
        "Friluftsbutikk i sentrum som også selger på nett.",
        "Friluftsbutikk i sentrum som òg sel på nett.",
        "A shop for outdoor life in the town centre that sells online too.",
    ),
    {
        "shop": ("I butikken", "I butikken", "In the shop"),
        "web": ("Nettbutikken", "Nettbutikken", "The web shop"),
        "street": ("Butikk i sentrum", "Butikk i sentrum", "Shop in the centre"),
        "town": ("Folk i byen", "Folk i byen", "People in town"),
        "country": ("Folk i hele landet", "Folk i heile landet", "People all over the country"),
        "giant": ("Stor utenlandsk nettbutikk", "Stor utanlandsk nettbutikk", "A large foreign web shop"),
        "online": ("Kundene handler på nett", "Kundane handlar på nett", "Customers shop online"),
        "market": (
            "Markedsplass tar netthandelen",
            "Marknadsplass tek netthandelen",
            "A marketplace takes online sales",
        ),
        "collect": (
            "Klikk og hent, og verksted",
            "Klikk og hent, og verkstad",
            "Click and collect, and repairs",
        ),
        "brands": ("Egne merker", "Eigne merke", "Brands of our own"),
    },
    {
        "customer_segments": (
            "Familier i byen. Turfolk i hele landet som vet hva de vil ha.",
            "Familiar i byen. Turfolk i heile landet som veit kva dei vil ha.",
            "Families in town. Hikers all over the country who know what they want.",
        ),
        "value_propositions": (
            "Råd fra folk som bruker utstyret selv, og reparasjon.",
            "Råd frå folk som bruker utstyret sjølve, og reparasjon.",
            "Advice from people who use the gear themselves, and repairs.",
        ),
        "channels": (
            "Butikken, nettbutikken, sosiale medier.",
            "Butikken, nettbutikken, sosiale medium.",
            "The shop, the web shop, social media.",
        ),
        "customer_relationships": (
            "Kundeklubb, kurs om kvelden, bytte uten kvittering.",
            "Kundeklubb, kurs om kvelden, byte utan kvittering.",
            "A customer club, evening courses, exchanges without a receipt.",
        ),
        "revenue_streams": (
            "Salg av varer, litt fra reparasjoner.",
            "Sal av varer, litt frå reparasjonar.",
            "Goods, a little from repairs.",
        ),
        "key_resources": (
            "Lokale på et godt sted, varelager, folk med kunnskap.",
            "Lokale på ein god stad, varelager, folk med kunnskap.",
            "Premises in a good place, stock, people who know.",
        ),
        "key_activities": (
            "Innkjøp, råd til kunder, drift av nettbutikk.",
            "Innkjøp, råd til kundar, drift av nettbutikk.",
            "Buying, advice to customers, running the web shop.",
        ),
        "key_partners": (
            "Innkjøpskjeden, seks leverandører, posten.",
            "Innkjøpskjeda, seks leverandørar, posten.",
            "The buying chain, six suppliers, the post.",
        ),
        "cost_structure": (
            "Varekjøp er det meste; husleie og lønn kommer uansett.",
            "Varekjøp er det meste; husleige og løn kjem uansett.",
            "Goods are most of it; rent and pay come whatever happens.",
        ),
    },
    _model,
)
