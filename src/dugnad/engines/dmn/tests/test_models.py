"""Models: tables, functions, services, imports, types, trace, columns."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from dugnad.engines import dmn
from dugnad.engines.dmn.tests.models import decision, given, model, needs, table, text

ORDERED = '<output name="o"><outputValues><text>"high","mid","low"</text></outputValues></output>'
OVERLAPPING = [["> 0", '"low"'], ["> 10", '"high"'], ["> 5", '"mid"']]


def _table(
    hit: str, value: int, rules: list[list[str]] = OVERLAPPING, output: str = ORDERED, more: str = ""
) -> dmn.Outcome:
    logic = table(hit, ["x"], [output], rules, more)
    return dmn.load(model(given("x") + decision("D", logic, "i-x"))).evaluate("D", {"x": value}, trace=True)


@pytest.mark.parametrize(
    ("hit", "value", "wanted"),
    [
        ("UNIQUE", 3, "low"),
        ("FIRST", 20, "low"),
        ("PRIORITY", 20, "high"),
        ("ANY", 3, "low"),
        ("RULE ORDER", 20, ["low", "high", "mid"]),
        ("OUTPUT ORDER", 20, ["high", "mid", "low"]),
        ("COLLECT", 7, ["low", "mid"]),
    ],
)
def test_hit_policies(hit: str, value: int, wanted: Any) -> None:
    assert _table(hit, value).value == wanted


@pytest.mark.parametrize(("hit", "cause"), [("UNIQUE", "only one may"), ("ANY", "do not agree")])
def test_rules_that_may_not_both_match_are_told(hit: str, cause: str) -> None:
    outcome = _table(hit, 20)
    assert outcome.value is None
    assert cause in outcome.problems[0].cause


@pytest.mark.parametrize(("kind", "wanted"), [("SUM", 7), ("MIN", 2), ("MAX", 5), ("COUNT", 2)])
def test_aggregations(kind: str, wanted: int) -> None:
    rules = [["> 0", "2"], ["> 1", "5"], ["> 9", "100"]]
    assert _table("COLLECT", 3, rules, "o", f'aggregation="{kind}"').value == wanted


def test_the_trace_tells_rules_and_values() -> None:
    outcome = _table("COLLECT", 7)
    step, decided = outcome.trace or []
    assert isinstance(step, dmn.TableStep)
    assert isinstance(decided, dmn.DecisionStep)
    assert (step.id, step.rows, step.named_inputs()) == ("t", ("r1", "r3"), {"x": Decimal(7)})
    assert (decided.name, decided.named_inputs(), decided.value) == ("D", {"x": Decimal(7)}, ["low", "mid"])


def test_defaults_and_several_outputs() -> None:
    outputs = [
        '<output name="a"><defaultOutputEntry><text>0</text></defaultOutputEntry></output>',
        '<output name="b"/>',
    ]
    made = dmn.load(
        model(given("x") + decision("D", table("UNIQUE", ["x"], outputs, [["1", "10", '"one"']]), "i-x"))
    )
    assert made.evaluate("D", {"x": 1}).value == {"a": 10, "b": "one"}
    assert made.evaluate("D", {"x": 2}).value == {"a": 0, "b": None}


def test_cells_of_every_kind() -> None:
    cells = ["-", "not(1, 2)", "< 5, > 10", "[1..3)", "? > 2 and ? < 9", "x + 1", "null", '"a"', "true"]
    rules = [[cell, str(at)] for at, cell in enumerate(cells)]
    assert _table("COLLECT", 2, rules, "o").value == [0, 2, 3]
    assert _table("COLLECT", 8, rules, "o").value == [0, 1, 4]


@pytest.mark.parametrize(
    ("cell", "met"),
    [
        ('not("a")', [None, "c"]),
        ('not("a", "b")', [None, "c"]),
        ('not("a", null)', ["c"]),
        ("not(5)", [None, 7]),
        ("not(5, 6)", [None, 7]),
        ("not(< 5)", [5, 7]),
        ("not(true)", [None, False]),
    ],
)
def test_null_is_none_of_the_values_of_a_not(cell: str, met: list[Any]) -> None:
    logic = decision("D", table("COLLECT", ["x"], ['<output name="o"/>'], [[cell, "1"]]), "i-x")
    made = dmn.load(model(given("x", "Any") + logic))
    kinds = {type(one) for one in met}
    like = [one for one in (None, "a", "c", 5, 7, True, False) if type(one) in kinds]
    assert [one for one in like if made.evaluate("D", {"x": one}).value] == met


def test_functions_services_and_their_callers() -> None:
    knowledge = (
        '<businessKnowledgeModel id="k-add" name="add up"><variable name="add up"/><encapsulatedLogic>'
        '<formalParameter name="a" typeRef="number"/><formalParameter name="b" typeRef="number"/>'
        + text("a + b")
        + "</encapsulatedLogic></businessKnowledgeModel>"
    )
    service = '<decisionService id="s" name="S"><outputDecision href="#d-D"/><inputData href="#i-x"/></decisionService>'
    body = given("x") + knowledge + decision("D", text("add up(b: x, a: 1)"), "i-x", "k-add") + service
    made = dmn.load(model(body))
    assert made.evaluate("D", {"x": 4}).value == 5
    assert made.service("S")({"x": 6}).value == 7
    assert made.service("add up")({"a": 2, "b": 3}).value == 5
    wrong = made.evaluate("D", {"x": "four"})
    assert wrong.value is None
    assert "the input 'x' is string 'four', not number" in wrong.problems[0].cause


def test_imports_bring_types_and_decisions() -> None:
    other = model(
        '<itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues>'
        "</itemDefinition>" + decision("Limit", text("18")),
        "other",
        namespace="urn:o",
    )
    kind = "https://www.omg.org/spec/DMN/20230324/MODEL/"
    need = '<informationRequirement><requiredDecision href="urn:o#d-Limit"/></informationRequirement>'
    logic = decision("D", text("age >= lib.Limit"), "i-age").replace("<literal", need + "<literal", 1)
    main = model(
        f'<import name="lib" namespace="urn:o" importType="{kind}"/>' + given("age", "lib.tAge") + logic
    )
    made = dmn.load(main, [other])
    assert made.evaluate("D", {"age": 20}).value is True
    assert made.evaluate("D", {"age": 200}).value is None
    with pytest.raises(dmn.ModelError, match="urn:o is missing"):
        dmn.load(main)


def test_single_items_become_lists_and_back() -> None:
    types = '<itemDefinition name="tList" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
    made = dmn.load(
        model(types + given("l", "tList") + given("n") + decision("D", text("[l, n]"), "i-l", "i-n"))
    )
    assert made.evaluate("D", {"l": 1, "n": [2]}).value == [[1], 2]


def test_external_functions_are_refused_unless_given() -> None:
    call = '{f: function(n) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}, r: f(0)}.r'
    made = dmn.load(model(decision("D", text(call))))
    refused = made.evaluate("D", {})
    assert refused.value is None
    assert "not registered" in refused.problems[0].cause
    assert made.evaluate("D", {}, externals={"java.lang.Math.cos(double)": lambda n: Decimal(1)}).value == 1


def test_vendors_extensions_are_passed_over() -> None:
    body = '<v:thing xmlns:v="urn:vendor"><v:decision name="no"/></v:thing>' + decision("D", text("1"))
    assert (
        dmn.load(
            model(
                body.replace(
                    "<variable", '<extensionElements><v xmlns="urn:v"/></extensionElements><variable'
                )
            )
        )
        .evaluate("D", {})
        .value
        == 1
    )


def test_a_broken_expression_is_null_and_told_with_its_place() -> None:
    rules = [["1", "2 +"], ["2", "3"]]
    outcome = _table("UNIQUE", 1, rules, "o")
    assert outcome.value is None
    assert outcome.problems[0].place == "D, rule 1"
    assert "2 +" in outcome.problems[0].cause
    assert _table("UNIQUE", 2, rules, "o").value == 3


def test_columns_give_what_single_calls_give() -> None:
    rules = [["< 3", "0.5"], ["[3..6]", "x / 3"], ["> 6", "min(x * 0.07, 1)"]]
    body = given("x") + decision("S", table("UNIQUE", ["x"], ["s"], rules), "i-x")
    body += decision(
        "D", text("if x > 8 then round half up(S * 10, 1) else round half up(S, 2)"), "i-x", "d-S"
    )
    body += decision("E", text("string(x)"), "i-x") + needs()
    made = dmn.load(model(body))
    values = np.round(np.linspace(-2, 12, 300), 2)
    found = made.evaluate_columns("D", {"x": values})
    assert found.tolist() == [float(made.evaluate("D", {"x": value}).value) for value in values.tolist()]
    assert made.evaluate_columns("E", {"x": np.array([1, 2])}).tolist() == ["1", "2"]
    with pytest.raises(KeyError):
        made.evaluate_columns("D", {"y": values})


def test_rows_without_a_rule_are_nan() -> None:
    made = dmn.load(model(given("x") + decision("D", table("UNIQUE", ["x"], ["o"], [["1", "5"]]), "i-x")))
    assert np.array_equal(made.evaluate_columns("D", {"x": np.array([1, 2])}), [5, np.nan], equal_nan=True)
