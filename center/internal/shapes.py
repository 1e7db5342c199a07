"""What the actions server may send, field by field."""

from typing import Any

from django.core.validators import RegexValidator
from rest_framework import serializers

from center.conversations.models import Conversation
from center.desk.models import Reason
from center.tickets.models import Category

PHONE = RegexValidator(r"^1[3-9][0-9]{9}\Z", "a mobile phone has 11 digits.")
TAIL = RegexValidator(r"^[0-9]{4}\Z", "the last four digits of a phone are four digits.")
CODE = RegexValidator(r"^[0-9]{6}\Z", "a code has six digits.")
LONGEST_WORDS = 4_000  # characters, as long as a message may be


class ConversationField(serializers.Field[Conversation, Any, str, Any]):
    """The id of a conversation that exists. Raises Conversation.DoesNotExist."""

    def to_internal_value(self, data: Any) -> Conversation:
        """The conversation itself."""
        return Conversation.objects.get(pk=serializers.UUIDField().to_internal_value(data))


class NewTicket(serializers.Serializer[Any]):
    """POST /tickets"""

    conversation = ConversationField()
    category = serializers.ChoiceField(Category.choices)
    waybill_no = serializers.CharField(max_length=32, allow_null=True, default=None)
    phone_tail = serializers.CharField(validators=[TAIL], allow_null=True, default=None)
    contact_phone = serializers.CharField(validators=[PHONE], allow_null=True, default=None)
    description = serializers.CharField(max_length=LONGEST_WORDS)
    wish = serializers.CharField(max_length=LONGEST_WORDS, allow_null=True, allow_blank=True, default=None)


class TicketProof(serializers.Serializer[Any]):
    """GET /tickets/{ticket_no}"""

    conversation = ConversationField()
    phone_tail = serializers.CharField(allow_null=True, allow_blank=True, max_length=16, default=None)


class NewHandoff(serializers.Serializer[Any]):
    """POST /handoffs"""

    conversation = ConversationField()
    reason = serializers.ChoiceField(Reason.choices)
    intent = serializers.CharField(max_length=64, allow_null=True, default=None)
    summary = serializers.CharField(max_length=LONGEST_WORDS, allow_blank=True, default="")
    tried = serializers.ListField(child=serializers.CharField(max_length=500), max_length=50, default=list)


class NewGuess(serializers.Serializer[Any]):
    """POST /proofs"""

    conversation = ConversationField()
    subject = serializers.CharField(max_length=64)


class NewCode(serializers.Serializer[Any]):
    """POST /verifications"""

    conversation = ConversationField()
    phone = serializers.CharField(validators=[PHONE])


class CodeCheck(NewCode):
    """POST /verifications/check"""

    code = serializers.CharField(validators=[CODE])
