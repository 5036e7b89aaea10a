"""Who answers for a service where somebody lives, whether or not they have described it. Pure."""

from __future__ import annotations

from dugnad.kernel.organisations.municipalities import Municipality

# Oslo is municipality and county in one.
ONE_BODY = "03"


def responsible(level: str, place: Municipality | None) -> str:
    """The municipality or the county, by a service's level (municipal, county or state).

    Empty for the state, whose agencies have names of their own, and where the place is not known.
    """
    if place is None or level not in ("municipal", "county"):
        return ""
    if level == "county" and place.county != ONE_BODY:
        return f"{place.county_name} fylkeskommune"
    return f"{place.name} kommune"
