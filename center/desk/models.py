"""Customers who were passed on to a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from center.conversations.models import Conversation


class Reason(models.TextChoices):
    """Why a person is needed; the values of `reason` in docs/contracts.md."""

    ASKED = "asked"
    NOT_UNDERSTOOD = "not_understood"
    FAILURE = "failure"
    COMPLAINT = "complaint"


class Outcome(models.TextChoices):
    """How a person's part ended."""

    GIVEN_BACK = "given_back", "交还智能客服"
    RESOLVED = "resolved", "已解决"


class Handoff(models.Model):
    """One customer's wait for a person, and that person's part. Waiting until `taken_at`, over at `closed_at`.

    `intent`, `summary` and `tried` are what the assistant had understood and done, as codes and its own words.
    """

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="handoffs")
    reason = models.CharField("原因", max_length=16, choices=Reason)
    intent = models.CharField("意图", max_length=64, null=True, blank=True)
    summary = models.TextField("概要", blank=True)
    tried = models.JSONField("已尝试", default=list, blank=True)
    opened_at = models.DateTimeField("开始等待")
    taken_at = models.DateTimeField("接入时间", null=True, blank=True)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="handoffs", verbose_name="坐席"
    )
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)
    outcome = models.CharField("结果", max_length=16, choices=Outcome, null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "转人工"
        constraints = (
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(closed_at__isnull=True), name="one_open_handoff_per_conversation"
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, agent__isnull=True) | Q(taken_at__isnull=False, agent__isnull=False),
                name="taken_by_an_agent",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome__isnull=True)
                | Q(closed_at__isnull=False, outcome__isnull=False, taken_at__isnull=False),
                name="closed_with_an_outcome",
            ),
        )
        indexes = (
            models.Index(
                fields=["opened_at"], condition=Q(taken_at__isnull=True, closed_at__isnull=True), name="waiting"
            ),
        )

    def __str__(self) -> str:
        return f"handoff {self.pk}"
