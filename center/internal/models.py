"""Answers already given, so that a request sent again is answered again and done once."""

from django.db import models


class KeptAnswer(models.Model):
    """The first finished answer to an Idempotency-Key. `request_hash` tells whether it is the same request again."""

    client = models.CharField(max_length=32)
    key = models.UUIDField()
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "已答复的请求"
        constraints = (models.UniqueConstraint(fields=["client", "key"], name="one_answer_per_key"),)

    def __str__(self) -> str:
        return f"{self.client} {self.key}"
