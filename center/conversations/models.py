"""A conversation and its messages; what must always hold of them is held by the database itself."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Channel(models.TextChoices):
    """The ways a customer reaches us; the values of `channel` in docs/contracts.md."""

    WEB = "web", "网页"
    WECHAT = "wechat", "微信"
    IVR = "ivr", "电话"


class Holder(models.TextChoices):
    """Who goes on with a conversation. While `waiting` for a person, the bot still answers."""

    BOT = "bot", "智能客服"
    WAITING = "waiting", "等待人工"
    AGENT = "agent", "人工客服"


class Author(models.TextChoices):
    """Who said a message. `system` is the center itself: honest sentences, and who comes and goes."""

    CUSTOMER = "customer", "客户"
    BOT = "bot", "智能客服"
    AGENT = "agent", "人工客服"
    SYSTEM = "system", "系统"


class Settled(models.TextChoices):
    """What became of a customer's message: the bot answered, a person has it, or the center had to answer itself."""

    BOT = "bot", "智能客服"
    DESK = "desk", "人工客服"
    SYSTEM = "system", "系统"


class Conversation(models.Model):
    """One customer on one channel.

    `customer_key` is the channel's own name for the customer (the web cookie's id, a WeChat open id). `last_seq`
    numbers the messages and is only touched with the row locked, which is also what keeps two writers in order.
    `retry_at`, `failures`, `failing_since` tell of a bot that cannot be reached: when to ask again, how often it
    failed, since when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField("渠道", max_length=16, choices=Channel)
    customer_key = models.CharField("客户标识", max_length=128)
    holder = models.CharField("接待者", max_length=16, choices=Holder, default=Holder.BOT)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conversations",
        verbose_name="坐席",
    )
    verified_phone = models.CharField("已验证手机号", max_length=11, null=True, blank=True)
    last_seq = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField("开始时间", auto_now_add=True)
    last_message_at = models.DateTimeField("最近一条客户消息", null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "会话"
        constraints = (
            models.UniqueConstraint(fields=["channel", "customer_key"], name="one_conversation_per_customer"),
            models.CheckConstraint(
                condition=Q(holder=Holder.AGENT, agent__isnull=False)
                | (~Q(holder=Holder.AGENT) & Q(agent__isnull=True)),
                name="an_agent_exactly_when_an_agent_holds",
            ),
        )
        indexes = (models.Index(fields=["retry_at"], condition=Q(retry_at__isnull=False), name="to_be_retried"),)

    def __str__(self) -> str:
        return f"{self.channel} {self.id}"


class Message(models.Model):
    """One thing said.

    A customer's message carries the channel's `external_id` and, once settled, who settled it; a reply names the
    message it answers and its `place` among that message's replies, so no message can be answered twice. `buttons` are
    `[{"title", "payload"}]`; a pressed button becomes a customer's message with its `payload`, which names the message
    it was `pressed` on; one message's buttons can be pressed once.
    `apologised_at`: when the customer was told that the answer will take longer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="messages")
    seq = models.PositiveIntegerField()
    author = models.CharField("作者", max_length=16, choices=Author)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField("内容")
    buttons = models.JSONField(default=list, blank=True)
    external_id = models.CharField(max_length=128, null=True, blank=True)
    payload = models.TextField(null=True, blank=True)
    pressed = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="press")
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    place = models.PositiveSmallIntegerField(default=0)
    understood = models.JSONField(null=True, blank=True)
    sent_at = models.DateTimeField("发送时间")
    stored_at = models.DateTimeField(auto_now_add=True)
    apologised_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=16, choices=Settled, null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ("conversation", "seq")
        constraints = (
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_message_per_place"),
            models.UniqueConstraint(fields=["conversation", "external_id"], name="received_once"),
            models.UniqueConstraint(fields=["reply_to", "author", "place"], name="answered_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="seq_starts_at_one"),
            models.CheckConstraint(
                condition=Q(author=Author.CUSTOMER, external_id__isnull=False, reply_to__isnull=True)
                | (
                    ~Q(author=Author.CUSTOMER)
                    & Q(external_id__isnull=True, payload__isnull=True, pressed__isnull=True, settled_at__isnull=True)
                ),
                name="only_customers_are_received",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="settled_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(author=Author.AGENT, agent__isnull=False)
                | (~Q(author=Author.AGENT) & Q(agent__isnull=True)),
                name="an_agent_signs",
            ),
        )
        indexes = (
            models.Index(
                F("conversation"),
                F("seq"),
                condition=Q(author=Author.CUSTOMER, settled_at__isnull=True),
                name="waiting_for_an_answer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.author} {self.seq}"
