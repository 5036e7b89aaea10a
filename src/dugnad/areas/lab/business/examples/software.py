"""A young firm that sells software by subscription."""

from dugnad.areas.lab.business.examples.values import Example, Say, likely
from dugnad.engines.foresight.model import Business, Costs, Funding, Model, Range, Scenario, Strategy, Stream


def _streams(say: Say) -> tuple[Stream, ...]:
    return (
        Stream(
            say("subscription"),
            62,
            likely(6_400, 6_900, 7_400),
            likely(0.006, 0.011, 0.02),
            new_customers=likely(0.8, 1.7, 2.8),
            unit_cost=780,
            channel=say("sales"),
            segment=say("homes"),
            digital=True,
        ),
        Stream(
            say("setup"),
            3,
            48_000,
            0.95,
            new_customers=likely(1.8, 2.8, 4),
            unit_cost=15_000,
            channel=say("sales"),
            segment=say("homes"),
        ),
    )


def _business(say: Say) -> Business:
    return Business(
        say("subscription"),
        _streams(say),
        costs=Costs(fixed=Range(105_000, 125_000), fixed_vat=0.7, staff=6.5, salary=56_000, pension=0.04),
        funding=Funding(
            cash=3_200_000,
            overdraft=500_000,
            debt=1_500_000,
            debt_months=60,
            customer_days=30,
            supplier_days=30,
        ),
        noise=0.06,
        months=120,
    )


def _scenarios(say: Say) -> tuple[Scenario, ...]:
    return (
        Scenario("digital_entrant", say("giant"), {"start": Range(6, 30), "network": Range(0.5, 2)}),
        Scenario("platform", say("framework"), {"fee": Range(0.08, 0.2), "uplift": Range(0.05, 0.4)}),
        Scenario("price_collapse", say("cheap")),
    )


def _strategies(say: Say) -> tuple[Strategy, ...]:
    return (
        Strategy(say("yearly"), 1, 6, 60_000, 0.0, changes={"churn": 0.7, "price": 0.96}),
        Strategy(say("raise"), 2, 3, changes={"price": 1.12, "churn": 1.2}),
        Strategy(say("capital"), 3, 12, 200_000, 70_000, 3_000_000, changes={"new": 1.6}),
    )


def _model(say: Say) -> Model:
    return Model(_business(say), _scenarios(say), _strategies(say))


EXAMPLE = Example(
    "software",
    (
        "Eksempel: programvare på abonnement",
        "Døme: programvare på abonnement",
        "Example: software by subscription",
    ),
    (
        "Ung bedrift med seks ansatte som selger abonnement til sykehjem.",
        "Ung bedrift med seks tilsette som sel abonnement til sjukeheimar.",
        "A young firm of six that sells subscriptions to nursing homes.",
    ),
    {
        "subscription": ("Abonnement", "Abonnement", "Subscriptions"),
        "setup": ("Oppsett og opplæring", "Oppsett og opplæring", "Set-up and training"),
        "sales": ("Eget salg", "Eige sal", "Own sales"),
        "homes": ("Sykehjem", "Sjukeheimar", "Nursing homes"),
        "giant": (
            "En stor leverandør tar det med",
            "Ein stor leverandør tek det med",
            "A large vendor bundles it",
        ),
        "framework": (
            "Innkjøp samles hos et mellomledd",
            "Innkjøp blir samla hos eit mellomledd",
            "Buying goes through a go-between",
        ),
        "cheap": ("Prisene faller", "Prisane fell", "Prices fall"),
        "yearly": ("Årsavtaler", "Årsavtalar", "Yearly agreements"),
        "raise": ("Sette opp prisen", "Setje opp prisen", "Raise the price"),
        "capital": ("Ny kapital og mer salg", "Ny kapital og meir sal", "New capital and more sales"),
    },
    {
        "customer_segments": (
            "Sykehjem og omsorgsboliger i norske kommuner, kjøpt inn av kommunen.",
            "Sjukeheimar og omsorgsbustader i norske kommunar, kjøpte inn av kommunen.",
            "Nursing homes in Norwegian municipalities, bought by the municipality.",
        ),
        "value_propositions": (
            "De ansatte ser med én gang hvem som trenger hjelp.",
            "Dei tilsette ser med ein gong kven som treng hjelp.",
            "Staff see at once who needs help.",
        ),
        "channels": (
            "Eget salg, messer, anbud.",
            "Eige sal, messer, anbod.",
            "Own sales, fairs, tenders.",
        ),
        "customer_relationships": (
            "Opplæring på stedet, en fast kontakt, avtale på tre år.",
            "Opplæring på staden, ein fast kontakt, avtale på tre år.",
            "Training on site, one contact, an agreement of three years.",
        ),
        "revenue_streams": (
            "Abonnement per avdeling i måneden; oppsett betales én gang.",
            "Abonnement per avdeling i månaden; oppsett blir betalt éin gong.",
            "A subscription for each ward a month; set-up is paid once.",
        ),
        "key_resources": (
            "Utviklere, data fra bruk, en god referanse.",
            "Utviklarar, data frå bruk, ein god referanse.",
            "Developers, data from use, a good reference.",
        ),
        "key_activities": (
            "Utvikle, selge, drifte døgnet rundt.",
            "Utvikle, selje, drifte døgnet rundt.",
            "Develop, sell, run it round the clock.",
        ),
        "key_partners": (
            "Produsent av sensorer, skyleverandør, en leverandør av pasientvarsling.",
            "Produsent av sensorar, skyleverandør, ein leverandør av pasientvarsling.",
            "A maker of sensors, a cloud provider, a vendor of nurse call systems.",
        ),
        "cost_structure": (
            "Lønn er det meste; drift og sensorer følger antall kunder.",
            "Løn er det meste; drift og sensorar følgjer talet på kundar.",
            "Pay is most of it; running costs and sensors follow the customers.",
        ),
    },
    _model,
)
