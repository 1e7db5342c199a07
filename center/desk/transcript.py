"""What was said in a conversation, a page at a time: a long one costs no more than a short one."""

from center.conversations.models import Conversation, Message

PAGE = 60  # messages
UNDERSTOOD_LATER = 5  # of the newest: the bot's understanding of a message is stored after the message


def latest(conversation: Conversation) -> list[Message]:
    """The newest page, oldest message first."""
    return _page(conversation, conversation.last_seq + 1)


def earlier_than(conversation: Conversation, seq: int) -> list[Message]:
    """The page that ends before message `seq`."""
    return _page(conversation, seq)


def since(conversation: Conversation, seq: int) -> list[Message]:
    """The messages after `seq`, and the few before it whose understanding may have come since."""
    newest = conversation.messages.filter(seq__gt=seq - UNDERSTOOD_LATER).select_related("agent")
    return list(newest.order_by("seq")[:PAGE])


def _page(conversation: Conversation, before: int) -> list[Message]:
    newest_first = conversation.messages.filter(seq__lt=before).select_related("agent").order_by("-seq")[:PAGE]
    return list(reversed(newest_first))
