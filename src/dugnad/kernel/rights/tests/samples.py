"""How the routes of one's own data are tried."""

from __future__ import annotations

from tests.world import Builder, Sample

# Everyone types the same word, which is nobody's: whom it would erase is tested beside the code.
SAMPLES: dict[str, Builder] = {
    "your_data_export": lambda world: Sample(data={}, public=True),
    "your_data_erase": lambda world: Sample(data={"typed": "nobody"}, public=True),
    "POST /you/data/export": lambda world: Sample(data={}, public=True),
    "POST /you/data/erase": lambda world: Sample(data={"typed": "nobody"}, public=True),
}
