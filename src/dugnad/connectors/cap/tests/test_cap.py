"""CAP 1.2 as it is written passes the standard's own schema, and hostile messages are only refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from capvalidator.validate import Validator
from hypothesis import given
from hypothesis import strategies as st

from dugnad.connectors.cap import Area, Info, read, write

SENT = datetime(2026, 11, 21, 14, 3, 22, 123456, tzinfo=timezone(timedelta(hours=1)))
AREA = Area("Solbakken (oppdiktet)", (60.37, 5.35, 0.1), {"municipality": "4601"})
INFO = Info(
    "Fire", "Fire alarm at Solbakken", counts={"storey 2": 7, "storey 3": 2}, description="7 need help"
)
ALERT = b"""<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>a1</identifier><sender>central@eksempel.example</sender><sent>2026-11-21T14:03:22+01:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Private</scope><info><category>Fire</category>
<event>Brann</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
<parameter><valueName>detector</valueName><value>1-12</value></parameter>
<area><areaDesc>Solbakken</areaDesc><geocode><valueName>municipality</valueName><value>4601</value></geocode></area>
</info></alert>"""


def written(**more: object) -> bytes:
    given = {
        "identifier": "i1",
        "sender": "dugnad@eksempel.example",
        "sent": SENT,
        "infos": [INFO],
        "area": AREA,
    }
    return write(**{**given, **more})  # type: ignore[arg-type]


def test_what_is_written_passes_the_schema() -> None:
    assert Validator(written()).schema()[0]
    assert Validator(written(references="a@b.example,i0,2026-11-21T14:00:00+01:00", kind="Update")).schema()[
        0
    ]
    assert Validator(
        written(sent=SENT.astimezone(UTC), infos=[INFO, Info("Brann", "Ω <&> \x00\x1b")])
    ).schema()[0]


def test_the_schema_would_find_a_fault() -> None:
    assert not Validator(written().replace(b"<scope>Restricted</scope>", b"")).schema()[0]
    assert not Validator(written(status="Burning")).schema()[0]


def test_what_is_written_can_be_read() -> None:
    alert = read(written())
    assert (alert.identifier, alert.kind, alert.status, alert.fire) == ("i1", "Alert", "Actual", True)
    assert alert.sent == SENT.replace(microsecond=0)
    assert alert.parameters == {"storey 2": "7", "storey 3": "2"}
    assert alert.geocodes == {"municipality": "4601"}
    assert alert.area == "Solbakken (oppdiktet)"


def test_another_s_message_is_read() -> None:
    assert Validator(ALERT).schema()[0]
    alert = read(ALERT)
    assert alert.sender == "central@eksempel.example"
    assert alert.event == "Brann"
    assert alert.parameters["detector"] == "1-12"


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (b"", "not XML"),
        (b"<alert/>", "not an alert"),
        (ALERT.replace(b"cap:1.2", b"cap:1.1"), "not an alert"),
        (ALERT.replace(b"<identifier>a1</identifier>", b""), "identifier"),
        (ALERT.replace(b"2026-11-21T14:03:22+01:00", b"yesterday"), "sent"),
        (ALERT.replace(b"2026-11-21T14:03:22+01:00", b"2026-11-21T14:03:22"), "time zone"),
        (ALERT.replace(b"<status>Actual", b"<status>Burning"), "status"),
        (
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + ALERT[38:],
            "document type",
        ),
        (b"<a>" * 100_000, "64 kB"),
        (b"<a>" * 10_000, "not XML"),
    ],
)
def test_what_is_none_is_refused_with_its_reason(message: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read(message)


@pytest.mark.parametrize("name", ["", "two words", "a,b", "<a>"])
def test_names_that_the_standard_forbids_are_not_written(name: str) -> None:
    with pytest.raises(ValueError, match="spaces"):
        written(identifier=name)


def test_only_counts_are_told() -> None:
    with pytest.raises(ValueError, match="counts"):
        written(infos=[Info("Fire", "x", counts={"storey 2": "Kari"})])  # type: ignore[dict-item]


@given(
    st.binary(max_size=300) | st.integers(0, len(ALERT) - 1).map(lambda cut: ALERT[:cut] + ALERT[cut + 1 :])
)
def test_nothing_but_a_value_error_comes_of_bad_messages(message: bytes) -> None:
    with suppress(ValueError):
        assert read(message).identifier
