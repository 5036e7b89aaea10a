"""Frame by frame: what is understood, what is answered, what is met with silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.connectors.dc09 import Event, Receiver
from dugnad.connectors.dc09.codes import dcs_kind
from dugnad.connectors.dc09.tests.desk import BAD, FIRE, KEY, KEYS, NOW, Desk, answered
from dugnad.connectors.dc09.tests.sender import envelope, frame, read_answer


def test_an_alarm_is_acknowledged_with_what_it_said_of_itself(receiver: Receiver, desk: Desk) -> None:
    answer = answered(
        receiver, frame(FIRE, sequence=9876, receiver="R579BDF", line="L789ABC", account="00123456A")
    )
    assert (answer.kind, answer.encrypted) == ("ACK", False)
    assert answer.echo == ("9876", "R579BDF", "L789ABC", "00123456A")
    assert desk.taken[0].events == (Event("fire", "FA", "12", "1"),)
    assert desk.taken[0].account == "123456A"


def test_without_a_receiver_field_none_is_answered(receiver: Receiver) -> None:
    answer = answered(receiver, frame(FIRE, sequence=42, line="L1"))
    assert answer.echo == ("0042", "", "L1", "1234")


@pytest.mark.parametrize(
    ("data", "more", "wanted"),
    [
        ("#1234|NFA129", "", Event("fire", "FA", "129")),
        ("#1234|Nri02/FA012^Kitchen^", "", Event("fire", "FA", "12", "2", "Kitchen")),
        ("#1234|NKA7", "", Event("fire", "KA", "7")),
        ("#1234|NFA3", "[TM]", Event("manual", "FA", "3")),
        ("#1234|NFR3", "", Event("restore", "FR", "3")),
        ("#1234|NFT3", "", Event("fault", "FT", "3")),
        ("#1234|NFX3", "", Event("test", "FX", "3")),
        ("#1234|NRP0", "", Event("test", "RP")),
        ("#1234|NMA3", "", Event("person", "MA", "3")),
        ("#1234|NBA3", "", Event("other", "BA", "3")),
        ("#1234|NQQQ", "", Event("other", "QQ", text="QQQ")),
    ],
)
def test_codes_of_dc03(receiver: Receiver, desk: Desk, data: str, more: str, wanted: Event) -> None:
    assert answered(receiver, frame(data, more=more)).kind == "ACK"
    assert desk.taken[0].events == (wanted,)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ("#1234|1110 01 012", Event("fire", "1110", "12", "1")),
        ("#1234|1111 00 129", Event("smoke", "1111", "129")),
        ("#1234|1115 01 003", Event("manual", "1115", "3", "1")),
        ("#1234|3110 01 012", Event("restore", "3110", "12", "1")),
        ("#1234|6110 01 012", Event("fire", "6110", "12", "1")),
        ("#1234|1373 01 012", Event("fault", "1373", "12", "1")),
        ("#1234|1602 00 000", Event("test", "1602")),
        ("#1234|1101 01 004", Event("person", "1101", "4", "1")),
        ("#1234|1130 01 004", Event("other", "1130", "4", "1")),
    ],
)
def test_codes_of_contact_id(receiver: Receiver, desk: Desk, data: str, wanted: Event) -> None:
    assert answered(receiver, frame(data, kind="ADM-CID")).kind == "ACK"
    assert desk.taken[0].events == (wanted,)


def test_every_fire_code_is_one_thing_or_another() -> None:
    assert {dcs_kind(code) for code in ("FA", "KA", "SA", "GA", "FM", "FG")} == {"fire"}
    assert {dcs_kind(code) for code in ("FH", "FR", "FU", "FC", "FL")} == {"restore"}
    assert {dcs_kind(code) for code in ("FT", "FS", "FB", "FY", "YT", "AT", "LT")} == {"fault"}


def test_what_the_panel_says_of_the_place_is_kept(receiver: Receiver, desk: Desk) -> None:
    answered(
        receiver,
        frame("#1234|NFA12|AKjøkken".replace("ø", "o"), more="[OSolbakken][R214][H11:59:58,11-21-2026]"),
    )
    message = desk.taken[0]
    assert message.place == "Solbakken, 214, Kjokken"
    assert message.sent_at == NOW - timedelta(seconds=2)


def test_several_events_of_one_frame(receiver: Receiver, desk: Desk) -> None:
    answered(receiver, frame("#1234|NFA12/FA13|NFT4"))
    assert [event.detector for event in desk.taken[0].events] == ["12", "13", "4"]


def test_a_link_test_is_a_message_without_events(receiver: Receiver, desk: Desk) -> None:
    assert answered(receiver, frame("", kind="NULL", sequence=0)).kind == "ACK"
    assert desk.taken[0].link_test


def test_a_desk_that_refuses_makes_the_transmitter_try_elsewhere(receiver: Receiver, desk: Desk) -> None:
    desk.takes = False
    assert answered(receiver, frame("", kind="NULL")).kind == "DUH"


def test_nothing_is_acknowledged_that_could_not_be_stored(receiver: Receiver, desk: Desk) -> None:
    desk.fails = True
    assert receiver.answer(frame(FIRE)) is None
    desk.fails = False
    assert answered(receiver, frame(FIRE)).kind == "ACK"


def test_of_those_that_come_together_one_does_not_keep_the_others_out(receiver: Receiver, desk: Desk) -> None:
    frames = [
        frame(FIRE),
        b"noise",
        frame(FIRE, account=BAD),
        frame("x", kind="NONSENSE"),
        frame(FIRE, sequence=2),
    ]
    said = receiver.answers(frames)
    assert [read_answer(one).kind if one else None for one in said] == ["ACK", None, None, "DUH", "ACK"]
    assert len(desk.taken) == 2


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (frame(FIRE, account="ABC"), "plain"),
        (frame(FIRE, account="1234", key=KEY, stamp=NOW), "key"),
        (frame(FIRE, account="ABC", key=bytes(16), stamp=NOW), "content"),
        (envelope('"*SIA-DCS"0001L0#ABC[XYZ'), "content"),
        (envelope('"*SIA-DCS"0001L0#ABC[00'), "content"),
        (frame("", account="1234"), "content"),
        (frame("#1234|ZZZZ", account="1234", kind="ADM-CID"), "content"),
        (frame("x", account="1234", kind="ACR-SF"), "kind"),
        (frame("x", account="1234", kind="NONSENSE"), "kind"),
    ],
)
def test_whole_frames_that_cannot_be_taken_are_told_so(
    receiver: Receiver, desk: Desk, data: bytes, why: str
) -> None:
    assert answered(receiver, data, KEY).kind == "DUH"
    assert [reason for _account, reason in desk.refused] == [why]
    assert desk.taken == []


WHOLE = frame(FIRE, receiver="R1")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r",
        b"\n\r",
        b"GET / HTTP/1.1\r",
        WHOLE[1:],
        WHOLE[:-1],
        WHOLE.replace(b"FA12", b"FA13"),
        WHOLE[:5] + b"0001" + WHOLE[9:],
        b"\n" + b"A" * 5000 + b"\r",
        bytes(range(256)),
        envelope('"SIA-DCS"000XL0#1234[]'),
        envelope('"SIA-DCS"0001#1234[]'),
        envelope('"SIA-DCS"0001L0[]'),
        envelope('"SIA-DCS"0001L0#12345678901234567[]'),
    ],
)
def test_what_is_no_whole_frame_is_met_with_silence(receiver: Receiver, desk: Desk, data: bytes) -> None:
    assert receiver.answer(data) is None
    assert desk.taken == desk.refused == []


def same(one: bytes, other: bytes, desk: Desk) -> bool:
    receiver = Receiver(desk, lambda: NOW)
    answered(receiver, one, KEY)
    answered(receiver, other, KEY)
    first, second = desk.taken[-2:]
    return first.key == second.key


@pytest.mark.parametrize(
    ("make", "is_same"),
    [
        (lambda: frame(FIRE, account="ABC", key=KEY, stamp=NOW + timedelta(seconds=5)), True),
        (lambda: frame(FIRE, account="ABC", key=KEY, stamp=NOW, sequence=2), False),
        (lambda: frame("#1234|Nri1/FA13", account="ABC", key=KEY, stamp=NOW), False),
        (lambda: frame(FIRE, account="ABC", key=KEY, stamp=NOW, more="[R2]"), False),
        (lambda: frame(FIRE, account="ABC", key=KEY, stamp=NOW, line="L2"), False),
    ],
)
def test_a_message_sent_again_has_the_same_key(make: Callable[[], bytes], is_same: bool, desk: Desk) -> None:
    assert same(frame(FIRE, account="ABC", key=KEY, stamp=NOW), make(), desk) is is_same


text = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


@given(
    data=text, more=text, kind=st.sampled_from(["SIA-DCS", "ADM-CID", "NULL", "XNM"]), hidden=st.booleans()
)
def test_any_content_is_answered(data: str, more: str, kind: str, hidden: bool) -> None:
    desk = Desk(KEYS)
    account, key = ("ABC", KEY) if hidden else ("1234", None)
    sent = frame(data, account=account, kind=kind, key=key, stamp=NOW, more=more)
    answer = answered(Receiver(desk, lambda: NOW), sent, key)
    assert answer.kind in ("ACK", "DUH", "NAK")
    assert (answer.kind == "ACK") == bool(desk.taken)


@given(st.binary(max_size=200))
def test_garbage_is_met_with_silence(data: bytes) -> None:
    assert Receiver(Desk(), lambda: NOW).answer(data) is None
