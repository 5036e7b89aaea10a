"""One house and its signed agreement for all tests; nothing changes them."""

import pytest

from dugnad.engines.pades.tests.house import KARI, OLA, House, prepared, stamp_page


@pytest.fixture(scope="session")
def house() -> House:
    """The authority."""
    return House()


@pytest.fixture(scope="session")
def unsigned() -> bytes:
    """The agreement with empty fields."""
    return prepared()


@pytest.fixture(scope="session")
def half_signed(house: House, unsigned: bytes) -> bytes:
    """Kari has signed."""
    return house.sign(unsigned, "signature-1-1", KARI, reason="Godkjent", appearance=stamp_page(KARI))


@pytest.fixture(scope="session")
def signed(house: House, half_signed: bytes) -> bytes:
    """Both have signed."""
    return house.sign(half_signed, "signature-2-1", OLA, appearance=stamp_page(OLA))


@pytest.fixture(scope="session")
def final(house: House, signed: bytes) -> bytes:
    """Both have signed, and the document time stamp is there."""
    return house.finalise(signed)
