"""Complaints: what we know of a django-helpdesk ticket beyond what helpdesk keeps."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from helpdesk.models import Ticket

from center.conversations.models import Conversation
from center.customers.masking import mask_phone, mask_waybill
from center.tickets.standards import Standard, standard


class Category(models.TextChoices):
    """What a customer may complain of; the values of `category` in docs/contracts.md."""

    LOST = "lost"
    DAMAGED = "damaged"
    LATE = "late"
    WRONG_INFORMATION = "wrong_information"
    CHARGE = "charge"
    CONDUCT = "conduct"
    NO_DOOR_DELIVERY = "no_door_delivery"
    OTHER = "other"
    CLAIM = "claim"


def refuse_to_delete(*_: Any) -> None:
    """No complaint is ever lost: it is closed, not deleted. Raises PermissionDenied, which a page answers with 403."""
    raise PermissionDenied("A customer's complaint is closed, not deleted.")


class Complaint(models.Model):
    """A customer's grievance. Status, priority, notes and the time we answer by (`due_date`) are the ticket's."""

    ticket = models.OneToOneField(Ticket, refuse_to_delete, related_name="complaint")
    number = models.CharField("工单号", max_length=12, unique=True)
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="complaints")
    category = models.CharField("类型", max_length=32, choices=Category)
    waybill_no = models.CharField("运单号", max_length=32, null=True, blank=True)
    phone_tail = models.CharField("手机尾号", max_length=4, null=True, blank=True)
    contact_phone = models.CharField("联系电话", max_length=11, null=True, blank=True)
    wish = models.TextField("客户希望", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "投诉"
        indexes = (models.Index(fields=["waybill_no", "category"], name="complaints_of_a_parcel"),)

    def __str__(self) -> str:
        return self.number

    @property
    def standard(self) -> Standard:
        """What holds for complaints of this category."""
        return standard(self.category)

    @property
    def masked_waybill(self) -> str:
        """The waybill number as it may be shown; empty without a parcel."""
        return mask_waybill(self.waybill_no or "")

    @property
    def masked_phone(self) -> str:
        """The contact phone as it may be shown; empty when none was given."""
        return mask_phone(self.contact_phone or "")

    def is_proved_by(self, phone_tail: str) -> bool:
        """Whether these last four digits belong to the parcel's phone or to the one to be called."""
        return bool(phone_tail) and phone_tail in {self.phone_tail, (self.contact_phone or "")[-4:]}
