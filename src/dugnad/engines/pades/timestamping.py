"""Time stamps (RFC 3161). Signing asks a pyHanko `TimeStamper`; this is the embedded one.

One that asks a real authority over the network is another `TimeStamper`: see pyHanko's
`HTTPTimeStamper` for its shape.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from asn1crypto import cms, tsp, x509
from pyhanko.sign.timestamps import TimeStamper

from dugnad.engines.pades.authority import TIMESTAMP_POLICY, new_serial
from dugnad.engines.pades.credentials import Credential

__all__ = ["EmbeddedTimeStamper", "TimeStamper"]

_DIGESTS: Final = frozenset({"sha256", "sha384", "sha512"})


class EmbeddedTimeStamper(TimeStamper):
    """A time-stamp authority in the same process, with the clock it is given."""

    def __init__(
        self,
        authority: Credential,
        *,
        clock: Callable[[], datetime],
        serial: Callable[[], int] = new_serial,
    ) -> None:
        """Stamp in the name of `authority` (from `create_timestamp_authority`); `clock` gives a zoned time."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._signer = authority.signer()
        self._name = x509.Name.load(authority.certificate.subject.public_bytes())
        self._clock = clock
        self._serial = serial

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The response to a request; rejected when its digest is weaker than SHA-256."""
        if req["message_imprint"]["hash_algorithm"]["algorithm"].native not in _DIGESTS:
            refusal = tsp.PKIStatusInfo({"status": "rejection", "fail_info": {"bad_alg"}})
            return tsp.TimeStampResp({"status": refusal})
        response = {
            "status": tsp.PKIStatusInfo({"status": "granted"}),
            "time_stamp_token": await self._token(req),
        }
        return tsp.TimeStampResp(response)

    async def _token(self, req: tsp.TimeStampReq) -> cms.ContentInfo:
        """The token, read back from its encoding.

        asn1crypto takes a length that ends in 0x80 for an indefinite one, and then encodes the whole
        token anew wherever it occurs: seconds for one signature. Another signature has another length.
        """
        encoded = b""
        while encoded[3:4] in {b"", b"\x80"}:
            token = await self._signer.async_sign_general_data(self._content(req), "sha256", detached=False)
            encoded = token.dump()
        return cms.ContentInfo.load(encoded)

    def _content(self, req: tsp.TimeStampReq) -> cms.EncapsulatedContentInfo:
        information = {
            "version": "v1",
            "policy": TIMESTAMP_POLICY,
            "message_imprint": req["message_imprint"],
            "serial_number": self._serial(),
            "gen_time": self._clock().replace(microsecond=0),
            "accuracy": tsp.Accuracy({"seconds": 1}),
            "tsa": x509.GeneralName(name="directory_name", value=self._name),
        }
        if req["nonce"].native is not None:
            information["nonce"] = req["nonce"]
        content = cms.ParsableOctetString(tsp.TSTInfo(information).dump())
        return cms.EncapsulatedContentInfo({"content_type": "tst_info", "content": content})
