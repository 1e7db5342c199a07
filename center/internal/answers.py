"""Answers of the internal API: JSON, and one shape for everything that goes wrong."""

from typing import Any

from django.http import JsonResponse


class Problem(Exception):
    """A request that is answered with `{"error": code, "detail": sentence, **more}` and `status`."""

    def __init__(self, status: int, error: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.body = {"error": error, "detail": detail, **more}

    def answer(self) -> JsonResponse:
        """The answer itself."""
        return answer(self.status, self.body)


def answer(status: int, body: dict[str, Any]) -> JsonResponse:
    """A JSON answer in plain UTF-8."""
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
