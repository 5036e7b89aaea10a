"""A client for time-stamp authorities: RFC 3161, over HTTP as in its section 3.4."""

from __future__ import annotations

import asyncio
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import SplitResult, urlsplit

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from dugnad.engines.pades.errors import Fault, PadesError

TIMEOUT_SECONDS: Final = 10
MOST_BYTES: Final = 256 * 1024
_HEADERS: Final = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class HttpTimeStamper(TimeStamper):
    """Asks the authority at `url` (http or https) for time stamps; follows no redirects.

    Raises `PadesError` (TIMESTAMP_REFUSED) when the authority cannot be reached or does not answer as it should.
    """

    def __init__(self, url: str) -> None:
        """ValueError if the address is not one of http or https."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._url = urlsplit(url)
        if self._url.scheme not in ("http", "https") or not self._url.hostname:
            raise ValueError("the time-stamp authority's address must start with http:// or https://")

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The authority's response to the request."""
        answer = await asyncio.to_thread(_post, self._url, req.dump())
        try:
            response = tsp.TimeStampResp.load(answer, strict=True)
            response.native  # noqa: B018 - decodes all of it now, where a fault can be told
        except (ValueError, TypeError) as error:
            raise PadesError(Fault.TIMESTAMP_REFUSED, "the answer is no time stamp") from error
        return response


def _post(url: SplitResult, body: bytes) -> bytes:
    kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = kind(url.hostname or "", url.port, timeout=TIMEOUT_SECONDS)
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    try:
        connection.request("POST", path, body, _HEADERS)
        response = connection.getresponse()
        answer = response.read(MOST_BYTES)
    except (OSError, HTTPException) as error:
        raise PadesError(Fault.TIMESTAMP_REFUSED, str(error)) from error
    finally:
        connection.close()
    kind_of_answer = response.headers.get_content_type()
    if response.status != 200 or kind_of_answer != "application/timestamp-reply":
        raise PadesError(Fault.TIMESTAMP_REFUSED, f"answered {response.status} {kind_of_answer}")
    return answer
