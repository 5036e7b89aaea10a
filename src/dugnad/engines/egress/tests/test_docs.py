"""The example in docs/egress.md runs."""

import re
from pathlib import Path


def test_the_example_runs() -> None:
    text = (Path(__file__).parents[5] / "docs" / "egress.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(example, "egress.md", "exec"), names)  # noqa: S102
    assert "task" in names
