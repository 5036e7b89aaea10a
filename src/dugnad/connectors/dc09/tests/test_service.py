"""Over real connections: TCP and UDP, slow and hostile senders, and an independent peer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from pysiaalarm import SIAAccount, SIAEvent

from dugnad.connectors.dc09 import serve, service
from dugnad.connectors.dc09.service import host_and_port
from dugnad.connectors.dc09.tests.sender import Transmitter, frame, read_answer
from dugnad.connectors.dc09.tests.test_receiver import Desk
from tests.served import free_port

FIRE = "#1234|NFA12"
KEY = b"0123456789abcdef"
KEY_TEXT = KEY.decode()


class Running:
    """A receiver in a thread, on ports of its own."""

    def __init__(self) -> None:
        self.desk = Desk({"ABC": KEY})
        self.tcp, self.udp = free_port(), free_port()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        serve(self.desk, f"127.0.0.1:{self.tcp}", f"127.0.0.1:{self.udp}", self.stopping)

    def start(self) -> None:
        self.thread.start()
        end = time.monotonic() + 10
        while True:
            try:
                Transmitter(self.tcp).socket.close()
                return
            except ConnectionError:
                assert time.monotonic() < end
                time.sleep(0.01)


@pytest.fixture
def running() -> Iterator[Running]:
    one = Running()
    one.start()
    yield one
    one.stopping.set()
    one.thread.join(timeout=10)
    assert not one.thread.is_alive()


def test_alarms_over_one_connection(running: Running) -> None:
    with Transmitter(running.tcp) as line:
        for number in range(1, 51):
            answer = line.send(frame(FIRE, sequence=number))
            assert (answer.kind, answer.sequence) == ("ACK", f"{number:04}")
    assert len(running.desk.taken) == 50


def test_frames_that_come_together_or_in_pieces(running: Running) -> None:
    with Transmitter(running.tcp) as line:
        line.socket.sendall(frame(FIRE, sequence=1) + b"noise" + frame(FIRE, sequence=2))
        assert [line.hear().sequence, line.hear().sequence] == ["0001", "0002"]
        for byte in frame(FIRE, sequence=3):
            line.socket.sendall(bytes([byte]))
        assert line.hear().sequence == "0003"


def test_alarms_over_udp(running: Running) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.settimeout(10)
        line.sendto(frame(FIRE, sequence=5), ("127.0.0.1", running.udp))
        assert read_answer(line.recv(4096)).echo == ("0005", "", "L0", "1234")
        line.sendto(b"x" * 3000, ("127.0.0.1", running.udp))
        line.sendto(b"\n\r", ("127.0.0.1", running.udp))
        line.sendto(frame(FIRE, sequence=6), ("127.0.0.1", running.udp))
        assert read_answer(line.recv(4096)).sequence == "0006"


def test_many_transmitters_at_once(running: Running) -> None:
    def one(number: int) -> str:
        with Transmitter(running.tcp) as line:
            return line.send(frame(FIRE, account=f"{number + 4096:X}")).kind

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(one, range(200))) == ["ACK"] * 200
    assert len({message.account for message in running.desk.taken}) == 200


@pytest.mark.parametrize("garbage", [b"\n" + b"A" * 10_000, b"\x00" * 10_000, b"\n\r" * 40_000])
def test_garbage_is_hung_up_on_and_others_are_heard(running: Running, garbage: bytes) -> None:
    with Transmitter(running.tcp) as stranger, Transmitter(running.tcp) as line:
        with pytest.raises(ConnectionError):
            stranger.send(garbage)
        assert line.send(frame(FIRE)).kind == "ACK"


def test_one_who_leaves_a_frame_half_said_is_hung_up_on(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "FRAME_TIME", 0.2)
    with Transmitter(running.tcp) as slow, Transmitter(running.tcp) as silent:
        with pytest.raises(ConnectionError):
            slow.send(frame(FIRE)[:-5])
        with pytest.raises(ConnectionError):
            silent.hear()
    monkeypatch.undo()
    with Transmitter(running.tcp) as line:
        assert line.send(frame(FIRE)).kind == "ACK"


def _is_heard(line: Transmitter) -> bool:
    try:
        return line.send(frame(FIRE)).kind == "ACK"
    except ConnectionError:
        return False


def test_so_many_connections_and_no_more(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "CONNECTIONS", 5)
    lines = [Transmitter(running.tcp) for _ in range(12)]
    heard = [_is_heard(line) for line in lines]
    for line in lines:
        line.socket.close()
    # The one that found the door open may linger a moment.
    assert 4 <= sum(heard) <= 5


def test_an_address_must_be_one() -> None:
    assert host_and_port("[::1]:10000") == ("::1", 10_000)
    for wrong in ("", "127.0.0.1", "127.0.0.1:", ":80", "a:b", "127.0.0.1:70000"):
        with pytest.raises(ValueError, match="host:port"):
            host_and_port(wrong)


@pytest.mark.parametrize("hidden", [False, True])
def test_an_independent_peer_reads_our_answers(running: Running, hidden: bool) -> None:
    """pysiaalarm reads the answer as it reads a frame: its CRC, its length, and its content with the key."""
    with Transmitter(running.tcp) as line:
        key = KEY if hidden else None
        account = "ABC" if hidden else "1234"
        line.socket.sendall(frame(FIRE, account=account, key=key, receiver="R1"))
        said = line.socket.recv(4096).decode().strip()
    # It knows only what panels send, so the word is changed to one, its length the same.
    heard = said[8:]
    assert f"{len(heard):04X}" == said[4:8]
    assert SIAEvent._crc_calc(heard) == said[:4]
    accounts = {"ABC": SIAAccount("ABC", KEY_TEXT)}
    if hidden:
        event = SIAEvent.from_line(said.replace('"*ACK"', '"*NULL"'), accounts)
        assert isinstance(event.timestamp, datetime)
        assert abs((event.timestamp - datetime.now(UTC)).total_seconds()) < 10
    else:
        assert heard == '"ACK"0001R1L0#1234[]'


def test_what_an_independent_peer_would_take_is_taken(running: Running) -> None:
    """The same frame is read alike by both."""
    sent = frame("#ABC|Nri1/FA12", account="ABC", key=KEY)
    event = SIAEvent.from_line(sent.decode().strip(), {"ABC": SIAAccount("ABC", KEY_TEXT)})
    assert (event.code, event.ri, event.valid_message) == ("FA", "1", True)
    with Transmitter(running.tcp) as line:
        assert line.send(sent, KEY).kind == "ACK"
    assert running.desk.taken[0].events[0].code == event.code


def test_stopping_hangs_up(running: Running) -> None:
    with Transmitter(running.tcp) as line:
        assert line.send(frame(FIRE)).kind == "ACK"
        running.stopping.set()
        with pytest.raises(ConnectionError):
            line.hear()
    running.thread.join(timeout=10)
    assert running.desk.left


def test_a_taken_address_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="address"):
            serve(Desk(), f"127.0.0.1:{taken.getsockname()[1]}", "", threading.Event())
