"""What we promise and the standards of service behind it (promises.yml)."""

from __future__ import annotations

from dataclasses import dataclass

from actions.knowledge.files import KnowledgeFile


@dataclass(frozen=True)
class Promise:
    """A figure with its unit (hour, day, service) and the sentence in which a customer hears it."""

    code: str
    value: int
    unit: str
    says: str


@dataclass(frozen=True)
class Grievance:
    """How a kind of complaint is ranked (1 most urgent … 5), by when a person answers, and what it is called."""

    code: str
    priority: int
    answer_within_hours: int
    label: str


@dataclass(frozen=True)
class Hours:
    """Opening hours of a day, local time, as "HH:MM"."""

    opens: str
    closes: str


@dataclass(frozen=True)
class PickupLimits:
    """Up to which weight one courier collects a parcel, and up to which it is collected at all; kg."""

    courier_kg: float
    heavy_kg: float


@dataclass(frozen=True)
class Tracking:
    """After how many hours without news of a parcel we say ourselves that something seems wrong."""

    silence_hours: int


@dataclass(frozen=True)
class Promises:
    """Everything in promises.yml; `promises` hold sentences that are ready to be spoken."""

    promises: dict[str, Promise]
    complaints: dict[str, Grievance]
    pickup: Hours
    pickup_limits: PickupLimits
    tracking: Tracking
    hotline: str

    def spoken(self) -> dict[str, str]:
        """What other sentences of data/knowledge/ may refer to by {name}."""
        return {
            **{code: promise.says for code, promise in self.promises.items()},
            "hotline": self.hotline,
            "pickup_opens": self.pickup.opens,
            "pickup_closes": self.pickup.closes,
        }


def load_promises(file: KnowledgeFile) -> Promises:
    """The promises, each sentence with its figure.

    Raises `KnowledgeError` also for a priority outside of 1 to 5, and for an answer in no time.
    """
    complaints = file.keyed(Grievance, "complaints")
    for code, grievance in complaints.items():
        if not 1 <= grievance.priority <= 5 or grievance.answer_within_hours < 1:
            raise file.error(f"complaints.{code}", "needs a priority from 1 to 5 and at least one hour")
    return Promises(
        promises={code: _with_figure(file, promise) for code, promise in file.keyed(Promise, "promises").items()},
        complaints=complaints,
        pickup=file.single(Hours, "pickup_hours"),
        pickup_limits=file.single(PickupLimits, "pickup_limits"),
        tracking=file.single(Tracking, "tracking"),
        hotline=str(file.value("hotline")),
    )


def _with_figure(file: KnowledgeFile, promise: Promise) -> Promise:
    says = file.fill(f"promises.{promise.code}.says", promise.says, {"value": promise.value})
    return Promise(promise.code, promise.value, promise.unit, says)
