"""Listens for transmitters on TCP and UDP until told to stop. Bounded in every way that a stranger could try."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import cast

from dugnad.connectors.dc09.frames import CR, LF, LONGEST
from dugnad.connectors.dc09.receiver import Receiver
from dugnad.connectors.dc09.values import Desk

log = logging.getLogger(__name__)
Answer = Callable[[bytes], Awaitable[bytes | None]]
CONNECTIONS = 1_000
# A transmitter may keep its line open between link tests; a stranger may not, nor leave a frame half said.
IDLE = 15 * 60.0
FRAME_TIME = 10.0
# Datagrams that wait for the database; more than that are dropped and sent again by their transmitters.
WAITING = 1_000
# So many frames are taken in together at most.
TOGETHER = 50
# So many in a row that cannot be answered, and the line is hung up on.
GARBAGE = 16
LOOK = 0.2


def serve(desk: Desk, tcp: str, udp: str, stopping: threading.Event) -> None:
    """Receive on `tcp` and `udp` (host:port, empty for neither) until `stopping` is set.

    ValueError for an address that is none; OSError when it cannot be had.
    """
    asyncio.run(_serve(Receiver(desk), tcp, udp, stopping))


async def _serve(receiver: Receiver, tcp: str, udp: str, stopping: threading.Event) -> None:
    # One thread takes in alarms in the order they came.
    with ThreadPoolExecutor(1, thread_name_prefix="dc09") as pool:
        answer = _Intake(receiver, pool).answer
        async with AsyncExitStack() as stack:
            if udp:
                await stack.enter_async_context(_listening_udp(answer, *host_and_port(udp)))
            if tcp:
                await stack.enter_async_context(_listening_tcp(answer, *host_and_port(tcp)))
            while not stopping.is_set():
                await asyncio.sleep(LOOK)
        await asyncio.get_running_loop().run_in_executor(pool, receiver.desk.leave)


class _Intake:
    """Hands frames to the receiver: those that came while it worked, together."""

    def __init__(self, receiver: Receiver, pool: ThreadPoolExecutor) -> None:
        self.receiver, self.pool = receiver, pool
        self.waiting: list[tuple[bytes, asyncio.Future[bytes | None]]] = []
        self.working: asyncio.Task[None] | None = None

    async def answer(self, frame: bytes) -> bytes | None:
        answer: asyncio.Future[bytes | None] = asyncio.get_running_loop().create_future()
        self.waiting.append((frame, answer))
        if self.working is None or self.working.done():
            self.working = asyncio.create_task(self._work())
        return await answer

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while self.waiting:
            batch, self.waiting = self.waiting[:TOGETHER], self.waiting[TOGETHER:]
            said = await loop.run_in_executor(self.pool, self.receiver.answers, [frame for frame, _ in batch])
            for (_, answer), one in zip(batch, said, strict=True):
                if not answer.done():
                    answer.set_result(one)


def host_and_port(address: str) -> tuple[str, int]:
    """The two parts of 'host:port'; ValueError that names the address for anything else."""
    host, colon, port = address.rpartition(":")
    if not (host and colon and port.isdecimal() and int(port) < 65536):
        raise ValueError(f"an address is host:port, not {address!r}")
    return host.strip("[]"), int(port)


@asynccontextmanager
async def _listening_tcp(answer: Answer, host: str, port: int) -> AsyncIterator[None]:
    lines = _Lines(answer)
    server = await asyncio.start_server(lines.serve, host, port, limit=LONGEST, backlog=512)
    log.info("DC-09 over TCP on %s:%s", host, port)
    try:
        yield
    finally:
        server.close()
        await lines.close()


class _Lines:
    """The open connections."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.talking = 0
        self.open: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open[writer] = asyncio.current_task()
        try:
            if self.talking < CONNECTIONS:
                await self._talk(reader, writer)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
            del self.open[writer]

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.talking += 1
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
            await self._take_turns(reader, writer)
        self.talking -= 1

    async def _take_turns(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        useless, patience = 0, FRAME_TIME
        while useless < GARBAGE:
            frame = await _next_frame(reader, patience)
            said = await self.answer(frame)
            if said is None:
                useless += 1
                continue
            useless, patience = 0, IDLE
            writer.write(said)
            await asyncio.wait_for(writer.drain(), FRAME_TIME)

    async def close(self) -> None:
        talking = [task for task in self.open.values() if task]
        for writer in list(self.open):
            writer.close()
        await asyncio.gather(*talking, return_exceptions=True)


async def _next_frame(reader: asyncio.StreamReader, patience: float) -> bytes:
    """The next bytes up to a CR, from their last LF on; TimeoutError for one who leaves them half said."""
    first = await asyncio.wait_for(reader.readexactly(1), patience)
    rest = await asyncio.wait_for(reader.readuntil(CR), FRAME_TIME) if first != CR else b""
    said = first + rest
    return said[max(said.rfind(LF), 0) :]


@asynccontextmanager
async def _listening_udp(answer: Answer, host: str, port: int) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _Datagrams(answer), local_addr=(host, port))
    log.info("DC-09 over UDP on %s:%s", host, port)
    try:
        yield
    finally:
        transport.close()


class _Datagrams(asyncio.DatagramProtocol):
    """One frame in each datagram, answered to where it came from."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.waiting: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if len(data) > LONGEST or len(self.waiting) >= WAITING:
            return
        task = asyncio.get_running_loop().create_task(self._reply(data, addr))
        self.waiting.add(task)
        task.add_done_callback(self.waiting.discard)

    async def _reply(self, data: bytes, addr: tuple[str, int]) -> None:
        said = await self.answer(data)
        if said is not None and not self.transport.is_closing():
            self.transport.sendto(said, addr)
