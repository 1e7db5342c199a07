"""What can be written into the sandbox's memory and read from it, inside a transaction of the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict

from sandbox.records import Contact, Instruction, Message, Order, Parcel, Scan

SCHEMA = """
CREATE TABLE IF NOT EXISTS parcels (
    waybill_no TEXT PRIMARY KEY, order_id TEXT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL,
    product TEXT NOT NULL, placed_at TEXT NOT NULL, promised_at TEXT NOT NULL, monthly_card TEXT NOT NULL,
    note TEXT NOT NULL, next_step INTEGER);
CREATE TABLE IF NOT EXISTS scans (
    waybill_no TEXT NOT NULL REFERENCES parcels, at TEXT NOT NULL, place TEXT NOT NULL, op_code TEXT NOT NULL,
    remark TEXT NOT NULL, first_status TEXT);
CREATE INDEX IF NOT EXISTS scans_of_parcel ON scans (waybill_no, at);
CREATE TABLE IF NOT EXISTS orders (
    order_id TEXT PRIMARY KEY, state TEXT NOT NULL, origin_code TEXT NOT NULL, dest_code TEXT NOT NULL,
    filter_result INTEGER NOT NULL, remark TEXT NOT NULL, waybill_nos TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS instructions (
    waybill_no TEXT NOT NULL, service TEXT NOT NULL, command_id TEXT NOT NULL, content TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (waybill_no, service));
CREATE TABLE IF NOT EXISTS messages (phone TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS messages_of_phone ON messages (phone);
CREATE TABLE IF NOT EXISTS request_ids (request_id TEXT PRIMARY KEY);
"""


class Ledger:
    """The open transaction's view of the memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute

    def clear(self) -> None:
        """Forget everything."""
        for table in ("parcels", "scans", "orders", "instructions", "messages", "request_ids"):
            self._run(f"DELETE FROM {table}")

    # parcels and their routes

    def add_parcel(self, parcel: Parcel) -> None:
        """Keep a parcel whose number is new."""
        row = asdict(parcel) | {"sender": _write(parcel.sender), "receiver": _write(parcel.receiver)}
        self._run(
            "INSERT INTO parcels VALUES (:waybill_no, :order_id, :sender, :receiver, :product, :placed_at, "
            ":promised_at, :monthly_card, :note, :next_step)",
            row,
        )

    def parcel(self, waybill_no: str) -> Parcel | None:
        """The parcel of this number."""
        row = self._run("SELECT * FROM parcels WHERE waybill_no = ?", (waybill_no,)).fetchone()
        return _parcel(row) if row else None

    def parcels(self) -> list[Parcel]:
        """All parcels, oldest first."""
        return [_parcel(row) for row in self._run("SELECT * FROM parcels ORDER BY placed_at, waybill_no")]

    def parcels_since(self, moment: str) -> list[Parcel]:
        """Parcels placed from this moment on whose order is not cancelled, newest first."""
        return [
            _parcel(row)
            for row in self._run(
                "SELECT parcels.* FROM parcels LEFT JOIN orders USING (order_id) WHERE placed_at >= ? "
                "AND coalesce(state, '') != 'cancelled' ORDER BY placed_at DESC, waybill_no",
                (moment,),
            )
        ]

    def set_next_step(self, waybill_no: str, step: int | None) -> None:
        """Move a parcel on in the standard journey; None ends it."""
        self._run("UPDATE parcels SET next_step = ? WHERE waybill_no = ?", (step, waybill_no))

    def add_scan(self, scan: Scan) -> None:
        """Add an event to a parcel's route."""
        self._run("INSERT INTO scans VALUES (:waybill_no, :at, :where, :op_code, :remark, :first_status)", asdict(scan))

    def scans(self, waybill_no: str) -> list[Scan]:
        """A parcel's whole route, oldest first."""
        rows = self._run("SELECT * FROM scans WHERE waybill_no = ? ORDER BY at, rowid", (waybill_no,))
        return [
            Scan(row["waybill_no"], row["at"], row["place"], row["op_code"], row["remark"], row["first_status"])
            for row in rows
        ]

    # orders

    def add_order(self, order: Order) -> None:
        """Keep an order whose id is new."""
        row = asdict(order) | {"waybill_nos": json.dumps(order.waybill_nos)}
        self._run(
            "INSERT INTO orders VALUES (:order_id, :state, :origin_code, :dest_code, :filter_result, :remark, "
            ":waybill_nos)",
            row,
        )

    def order(self, order_id: str) -> Order | None:
        """The order of this id."""
        row = self._run("SELECT * FROM orders WHERE order_id = ?", (order_id,)).fetchone()
        return Order(**{**dict(row), "waybill_nos": tuple(json.loads(row["waybill_nos"]))}) if row else None

    def set_order_state(self, order_id: str, state: str) -> None:
        """Confirm or cancel an order."""
        self._run("UPDATE orders SET state = ? WHERE order_id = ?", (state, order_id))

    # instructions, messages, requests

    def put_instruction(self, instruction: Instruction) -> None:
        """Keep an instruction in place of an earlier one of the same service."""
        self._run(
            "INSERT OR REPLACE INTO instructions VALUES (:waybill_no, :service, :command_id, :content, :at)",
            asdict(instruction),
        )

    def drop_instruction(self, waybill_no: str, service: str) -> None:
        """Take an instruction back."""
        self._run("DELETE FROM instructions WHERE waybill_no = ? AND service = ?", (waybill_no, service))

    def instructions(self, waybill_no: str) -> list[Instruction]:
        """The instructions that hold for a parcel, oldest first."""
        rows = self._run("SELECT * FROM instructions WHERE waybill_no = ? ORDER BY at, service", (waybill_no,))
        return [Instruction(**dict(row)) for row in rows]

    def add_message(self, message: Message) -> None:
        """Deliver a text message to a phone."""
        self._run("INSERT INTO messages VALUES (:phone, :text, :at)", asdict(message))

    def messages(self, phone: str) -> list[Message]:
        """What a phone received, newest first."""
        rows = self._run("SELECT * FROM messages WHERE phone = ? ORDER BY rowid DESC", (phone,))
        return [Message(**dict(row)) for row in rows]

    def phones(self) -> Sequence[str]:
        """The phones that received something."""
        return [row["phone"] for row in self._run("SELECT DISTINCT phone FROM messages ORDER BY phone")]

    def knows_request(self, request_id: str) -> bool:
        """Whether a request of this id has changed something."""
        return self._run("SELECT 1 FROM request_ids WHERE request_id = ?", (request_id,)).fetchone() is not None

    def remember_request(self, request_id: str) -> None:
        """Note that the request of this id has changed something."""
        self._run("INSERT INTO request_ids VALUES (?)", (request_id,))


def _write(contact: Contact) -> str:
    return json.dumps(asdict(contact), ensure_ascii=False)


def _parcel(row: sqlite3.Row) -> Parcel:
    fields = dict(row)
    contacts = {side: Contact(**json.loads(fields[side])) for side in ("sender", "receiver")}
    return Parcel(**{**fields, **contacts})
