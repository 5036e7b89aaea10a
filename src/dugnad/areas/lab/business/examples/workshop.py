"""A mechanical workshop that makes parts for larger firms."""

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
            say("frame"),
            5,
            likely(6_400, 6_800, 7_200),
            Range(0.002, 0.008),
            volume=likely(36, 42, 48),
            new_customers=Range(0.01, 0.03),
            unit_cost=likely(2_900, 3_100, 3_400),
            channel=say("direct"),
            segment=say("farms"),
        ),
        Stream(
            say("single"),
            18,
            likely(42_000, 48_000, 56_000),
            0.03,
            volume=0.5,
            new_customers=Range(0.4, 0.7),
            unit_cost=24_000,
            channel=say("asked"),
            segment=say("industry"),
        ),
        Stream(
            say("repair"),
            22,
            14_500,
            Range(0.01, 0.02),
            volume=0.6,
            new_customers=0.35,
            unit_cost=4_500,
            channel=say("asked"),
            segment=say("industry"),
        ),
    )


def _business(say: Say) -> Business:
    return Business(
        say("frame"),
        _streams(say),
        costs=Costs(
            fixed=likely(285_000, 300_000, 330_000), fixed_vat=0.7, staff=13, salary=45_500, pension=0.04
        ),
        funding=Funding(
            cash=2_000_000,
            overdraft=2_000_000,
            debt=4_500_000,
            debt_rate=0.075,
            debt_months=96,
            customer_days=45,
            supplier_days=30,
        ),
        investments=(Investment(30, 1_800_000, 96),),
        noise=0.1,
        price_growth=0.03,
        season=(1.0, 1.0, 1.05, 1.0, 1.05, 1.05, 0.65, 1.0, 1.1, 1.1, 1.1, 0.9),
    )


def _scenarios(say: Say) -> tuple[Scenario, ...]:
    return (
        Scenario("supplier_loss", say("steel")),
        Scenario("price_collapse", say("abroad"), {"fall": Range(0.05, 0.25)}, (say("frame"),)),
        Scenario("substitution", say("printed"), {"cap": Range(0.1, 0.4)}),
    )


def _strategies(say: Say) -> tuple[Strategy, ...]:
    return (
        Strategy(say("cell"), 4, 8, 900_000, 10_000, changes={"unit_cost": 0.94, "staff": -1.0}),
        Strategy(
            say("product"),
            6,
            24,
            1_200_000,
            25_000,
            changes={"new": 1.6, "price": 1.05},
            streams=(say("single"),),
        ),
    )


def _model(say: Say) -> Model:
    return Model(_business(say), _scenarios(say), _strategies(say))


EXAMPLE = Example(
    "workshop",
    (
        "Eksempel: underleverandør i industrien",
        "Døme: underleverandør i industrien",
        "Example: industrial subcontractor",
    ),
    (
        "Mekanisk verksted som lager deler for havbruk og industri.",
        "Mekanisk verkstad som lagar delar for havbruk og industri.",
        "A mechanical workshop that makes parts for fish farming and industry.",
    ),
    {
        "frame": ("Deler på rammeavtale", "Delar på rammeavtale", "Parts on framework agreements"),
        "single": ("Enkeltoppdrag", "Enkeltoppdrag", "Single orders"),
        "repair": ("Reparasjoner", "Reparasjonar", "Repairs"),
        "direct": (
            "Innkjøpssystemet til kunden",
            "Innkjøpssystemet til kunden",
            "The customer's buying system",
        ),
        "asked": ("Forespørsel", "Førespurnad", "Enquiries"),
        "farms": ("Havbruk", "Havbruk", "Fish farming"),
        "industry": ("Annen industri", "Annan industri", "Other industry"),
        "steel": ("Stålleverandøren faller fra", "Stålleverandøren fell frå", "The steel supplier is lost"),
        "abroad": (
            "Billigere deler fra utlandet",
            "Billigare delar frå utlandet",
            "Cheaper parts from abroad",
        ),
        "printed": ("Deler som skrives ut", "Delar som blir skrivne ut", "Parts that are printed"),
        "cell": ("Robotcelle", "Robotcelle", "A robot cell"),
        "product": ("Eget produkt", "Eige produkt", "A product of our own"),
    },
    {
        "customer_segments": (
            "Fem store kunder i havbruk står for to tredeler. Resten er industri i nærheten.",
            "Fem store kundar i havbruk står for to tredelar. Resten er industri i nærleiken.",
            "Five large customers in fish farming are two thirds. The rest is industry nearby.",
        ),
        "value_propositions": (
            "Presise deler til rett tid, og hjelp samme dag når noe stopper.",
            "Presise delar til rett tid, og hjelp same dag når noko stoggar.",
            "Precise parts on time, and help the same day when something stops.",
        ),
        "channels": (
            "Rammeavtaler, innkjøpssystemer, telefon.",
            "Rammeavtalar, innkjøpssystem, telefon.",
            "Framework agreements, buying systems, the phone.",
        ),
        "customer_relationships": (
            "Vi kjenner maskinene deres, og har tegningene.",
            "Vi kjenner maskinene deira, og har teikningane.",
            "We know their machines, and have the drawings.",
        ),
        "revenue_streams": (
            "Pris per ordre, årlig justert på rammeavtalene.",
            "Pris per ordre, årleg justert på rammeavtalane.",
            "A price for each order, adjusted yearly on framework agreements.",
        ),
        "key_resources": (
            "Fem CNC-maskiner, operatører, sertifikater.",
            "Fem CNC-maskiner, operatørar, sertifikat.",
            "Five CNC machines, operators, certificates.",
        ),
        "key_activities": (
            "Programmere, dreie, frese, sveise, kontrollere.",
            "Programmere, dreie, frese, sveise, kontrollere.",
            "Program, turn, mill, weld, check.",
        ),
        "key_partners": (
            "Én stålgrossist, overflatebehandling, maskinleverandør.",
            "Éin stålgrossist, overflatehandsaming, maskinleverandør.",
            "One steel merchant, surface treatment, the machine's maker.",
        ),
        "cost_structure": (
            "Lønn, stål, lån på maskiner, strøm.",
            "Løn, stål, lån på maskiner, straum.",
            "Pay, steel, loans on machines, power.",
        ),
    },
    _model,
)
