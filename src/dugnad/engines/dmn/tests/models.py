"""Small models for tests."""

SPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def model(body: str, name: str = "m", space: str = SPACE, namespace: str = "urn:m", more: str = "") -> bytes:
    """A model around elements."""
    return f'<definitions xmlns="{space}" name="{name}" namespace="{namespace}" {more}>{body}</definitions>'.encode()


def given(name: str, kind: str = "number") -> str:
    """An input."""
    return f'<inputData id="i-{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>'


def needs(*refs: str) -> str:
    """Requirements: inputs start with i-, knowledge with k-, decisions with d-."""
    kinds = {"i": ("information", "Input"), "d": ("information", "Decision"), "k": ("knowledge", "Knowledge")}
    return "".join(
        f'<{kinds[ref[0]][0]}Requirement><required{kinds[ref[0]][1]} href="#{ref}"/></{kinds[ref[0]][0]}Requirement>'
        for ref in refs
    )


def decision(name: str, logic: str, *refs: str, kind: str = "") -> str:
    """A decision."""
    typed = f' typeRef="{kind}"' if kind else ""
    return f'<decision id="d-{name}" name="{name}"><variable name="{name}"{typed}/>{needs(*refs)}{logic}</decision>'


def text(expression: str) -> str:
    """A literal expression."""
    escaped = expression.replace("&", "&amp;").replace("<", "&lt;")
    return f"<literalExpression><text>{escaped}</text></literalExpression>"


def table(hit: str, inputs: list[str], outputs: list[str], rules: list[list[str]], more: str = "") -> str:
    """A decision table; `outputs` are names, or whole output elements."""
    columns = "".join(
        f"<input><inputExpression><text>{each}</text></inputExpression></input>" for each in inputs
    )
    made = "".join(each if each.startswith("<") else f'<output name="{each}"/>' for each in outputs)
    rows = ""
    for at, cells in enumerate(rules, 1):
        kinds = ["inputEntry"] * len(inputs) + ["outputEntry"] * len(outputs)
        escaped = [cell.replace("<", "&lt;") for cell in cells]
        entries = "".join(f"<{k}><text>{cell}</text></{k}>" for k, cell in zip(kinds, escaped, strict=True))
        rows += f'<rule id="r{at}">{entries}</rule>'
    return f'<decisionTable id="t" hitPolicy="{hit}" {more}>{columns}{made}{rows}</decisionTable>'
