"""SAF-T Financial (Norwegian, 1.x): header and general ledger accounts, as a stream; transactions are not read."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from dugnad.areas.lab.business.files.found import LARGEST, archive, refused
from dugnad.areas.lab.business.files.ledger import Account, Ledger
from dugnad.kernel.archives import BROKEN

MOST_ACCOUNTS: Final = 5000
MOST_ELEMENTS: Final = 400_000


def read(content: bytes) -> Ledger:
    """The ledger of a SAF-T file, plain or in a ZIP. Invalid when it is none, or cannot be read safely."""
    if len(content) > LARGEST:
        raise refused(_("The file is too large. The limit is 60 MB."))
    if content.startswith(b"PK"):
        content = _unpacked(content)
    try:
        return _Reader().read(content)
    except (ValueError, SyntaxError) as wrong:
        raise refused(_("This is not a SAF-T file that can be read.")) from wrong


def _unpacked(content: bytes) -> bytes:
    found = archive(content)
    names = [one for one in found.namelist() if one.lower().endswith(".xml")]
    if len(names) != 1:
        raise refused(_("The archive must hold one XML file."))
    try:
        return found.read(names[0])
    except BROKEN as wrong:
        raise refused(_("The file cannot be opened. Is it whole?")) from wrong


class _Reader:
    """Takes elements as they end; lets each go, so that memory stays small."""

    def __init__(self) -> None:
        self.accounts: list[Account] = []
        self.held: dict[str, str] = {}
        self.head: dict[str, str] = {}

    def read(self, content: bytes) -> Ledger:
        from lxml import etree

        events = etree.iterparse(
            io.BytesIO(content),
            events=("end",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for count, (_event, element) in enumerate(events):
            if count > MOST_ELEMENTS or len(self.accounts) > MOST_ACCOUNTS:
                raise ValueError("too many elements")
            if count == 0 and element.getroottree().docinfo.doctype:
                raise ValueError("a document type may hold entities")
            if not self._take(element):
                break
        if not self.accounts:
            raise ValueError("not the audit file of a ledger")
        return self._ledger()

    def _take(self, element: Any) -> bool:
        """True until the accounts have ended."""
        name = str(element.tag).rpartition("}")[2]
        text = (element.text or "").strip()[:200]
        if name == "Account":
            self._account()
        elif name == "GeneralLedgerAccounts":
            return False
        elif name in _ACCOUNT:
            self.held[name] = text
        elif name not in self.head:
            self.head[name] = text
        if name in ("Account", "Address", "Contact", "BankAccount"):
            element.clear()
        return True

    def _account(self) -> None:
        held, self.held = self.held, {}
        number = held.get("StandardAccountID") or held.get("AccountID", "")
        if not re.match(r"^[1-8][0-9]{3}", number) and re.match(r"^[1-8][0-9]{3}", held.get("AccountID", "")):
            number = held["AccountID"]
        opening = _amount(held, "Opening")
        self.accounts.append(
            Account(number, held.get("AccountDescription", ""), opening, _amount(held, "Closing"))
        )

    def _ledger(self) -> Ledger:
        currency = self.head.get("DefaultCurrencyCode") or "NOK"
        name = self.head.get("Name", "")
        return Ledger(tuple(self.accounts), _months(self.head), name, currency)


_ACCOUNT: Final = frozenset(
    {
        "AccountID", "AccountDescription", "StandardAccountID",
        "OpeningDebitBalance", "OpeningCreditBalance", "ClosingDebitBalance", "ClosingCreditBalance",
    }
)  # fmt: skip


def _amount(held: dict[str, str], when: str) -> float:
    return float(held.get(f"{when}DebitBalance") or 0) - float(held.get(f"{when}CreditBalance") or 0)


def _months(head: dict[str, str]) -> float:
    """How long the period is, in months; a year when the header does not say."""
    try:
        if "SelectionStartDate" in head:
            first, last = (date.fromisoformat(head[f"Selection{end}Date"][:10]) for end in ("Start", "End"))
            return max((last - first).days + 1, 28) / (365.25 / 12)
        years = int(head["PeriodEndYear"]) - int(head["PeriodStartYear"])
        return float(max(years * 12 + int(head["PeriodEnd"]) - int(head["PeriodStart"]) + 1, 1))
    except (KeyError, ValueError):
        return 12.0
