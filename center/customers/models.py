"""Who has tried to prove what: guesses at a phone's last digits, and codes sent by SMS."""

from django.db import models

from center.conversations.models import Conversation


class ProofAttempt(models.Model):
    """One guess at who somebody is, counted before it was made. A right one has `succeeded_at` and no longer counts.

    `subject`: what the proof opens, a waybill or ticket number.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="proof_attempts")
    subject = models.CharField("对象", max_length=64)
    made_at = models.DateTimeField("时间")
    succeeded_at = models.DateTimeField("验证成功时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "身份核对"
        indexes = (
            models.Index(fields=["subject", "made_at"], name="guesses_at_a_subject"),
            models.Index(fields=["conversation", "made_at"], name="guesses_of_a_conversation"),
        )

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class PhoneVerification(models.Model):
    """One six-digit code sent to a phone.

    `code_hash` is empty when the SMS could not be sent, which counts as sent too, and when a newer code took its place.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="phone_verifications")
    phone = models.CharField("手机号", max_length=11)
    code_hash = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField("发送时间")
    expires_at = models.DateTimeField("失效时间")
    wrong_tries = models.PositiveSmallIntegerField("错误次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "短信验证"
        indexes = (
            models.Index(fields=["phone", "sent_at"], name="codes_to_a_phone"),
            models.Index(fields=["conversation", "sent_at"], name="codes_of_a_conversation"),
        )

    def __str__(self) -> str:
        return f"verification {self.pk}"
