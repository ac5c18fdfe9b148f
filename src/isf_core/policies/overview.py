"""The overview of individual service funds in England (IPC, 2021)."""

from __future__ import annotations

from ..model.parameters import Band
from ..values.money import Money
from ..values.sources import INTERPRETATION, IPC
from .sourced import CONVENTIONS, GROSS_FEES, sourced

OVERVIEW = sourced(
    "overview (IPC 2021)",
    (IPC,),
    {
        **CONVENTIONS,
        **GROSS_FEES,
        "agreements": ((), INTERPRETATION("the overview asks for no agreement beside the contract")),
        "fee_band": (
            Band(lowest=Money(5), highest=Money(25)),
            IPC("5, Costs for support providers", words="on average ranging from between £5-£25 per week"),
        ),
    },
)
