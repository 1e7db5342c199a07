"""The agents' desk: who waits, one conversation at a time, and what an agent may do with it."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from center.conversations.models import Conversation
from center.desk.handoffs import NotYours, give_back, reply, resolve, take_over
from center.desk.lists import lists_for
from center.desk.transcript import PAGE, earlier_than, latest, since
from center.tickets.models import Complaint

log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


def agents_only(view: View) -> View:
    """To the login page without a login, 403 for somebody who is not staff."""

    @wraps(view)
    def guarded(request: HttpRequest, **path: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.is_staff:
            raise PermissionDenied("The desk is for agents.")
        return view(request, **path)

    return guarded


@require_safe
@agents_only
def desk(request: HttpRequest) -> HttpResponse:
    """The desk with no conversation open."""
    return render(request, "desk/desk.html", {"lists": lists_for(_agent(request))})


@require_safe
@agents_only
def sidebar(request: HttpRequest) -> HttpResponse:
    """The lists alone, for a page that refreshes them."""
    return render(request, "desk/lists.html", {"lists": lists_for(_agent(request)), "open": request.GET.get("open")})


@require_safe
@agents_only
def conversation(request: HttpRequest, conversation: UUID) -> HttpResponse:
    """One conversation: what was said, what was understood and tried, and its tickets."""
    found = get_object_or_404(Conversation.objects.select_related("agent"), pk=conversation)
    before = request.GET.get("before", "")
    said = earlier_than(found, int(before)) if before.isdecimal() else latest(found)
    shown = {
        **_facts(request, found),
        "messages_said": said,
        "earlier": said[0].seq if len(said) == PAGE and said[0].seq > 1 else None,
        "lists": lists_for(_agent(request)),
        "open": str(found.pk),
    }
    return render(request, "desk/conversation.html", shown)


@require_safe
@agents_only
def news(request: HttpRequest, conversation: UUID) -> HttpResponse:
    """What changed since `after`: the messages to put into the page, and the bar with what the agent may do now."""
    found = get_object_or_404(Conversation.objects.select_related("agent"), pk=conversation)
    after = request.GET.get("after", "")
    if not after.isdecimal():
        return HttpResponseBadRequest("after must be a number")
    return render(request, "desk/news.html", {**_facts(request, found), "messages_said": since(found, int(after))})


@require_POST
@agents_only
def take(request: HttpRequest, conversation: UUID) -> HttpResponse:
    """The agent takes the customer over."""
    return _do(request, conversation, take_over)


@require_POST
@agents_only
def release(request: HttpRequest, conversation: UUID) -> HttpResponse:
    """The agent leaves the customer to the bot."""
    return _do(request, conversation, give_back)


@require_POST
@agents_only
def settle(request: HttpRequest, conversation: UUID) -> HttpResponse:
    """The agent has settled the matter."""
    return _do(request, conversation, resolve)


@require_POST
@agents_only
def say(request: HttpRequest, conversation: UUID) -> HttpResponse:
    """The agent's reply: 204; 400 when it is empty or its id is none; 409 when somebody else has the customer."""
    try:
        reply(conversation, _agent(request), request.POST.get("text", ""), UUID(request.POST.get("id", "")))
    except ValueError:
        return HttpResponse(status=400)
    except NotYours:
        return HttpResponse(status=409)
    except Conversation.DoesNotExist:
        return HttpResponse(status=404)
    return HttpResponse(status=204)


@require_POST
@agents_only
def reveal(request: HttpRequest, number: str) -> HttpResponse:
    """The full phone and waybill number of a complaint, for an agent who has to call; who asked is logged."""
    complaint = get_object_or_404(Complaint, number=number)
    log.info("agent %s looked at the full data of ticket %s", request.user.pk, complaint.number)
    return JsonResponse({"phone": complaint.contact_phone, "waybill": complaint.waybill_no})


def _do(request: HttpRequest, conversation: UUID, step: Callable[[UUID, User], None]) -> HttpResponse:
    try:
        step(conversation, _agent(request))
    except NotYours:
        messages.warning(request, "not_yours")
    except Conversation.DoesNotExist:
        return HttpResponse(status=404)
    return redirect("desk:conversation", conversation=conversation)


def _facts(request: HttpRequest, found: Conversation) -> dict[str, Any]:
    handoffs = found.handoffs.select_related("agent")
    return {
        "conversation": found,
        "handoff": handoffs.filter(closed_at=None).first() or handoffs.last(),
        "is_mine": found.agent_id == request.user.pk,
        "complaints": Complaint.objects.select_related("ticket").filter(conversation=found).order_by("-pk"),
    }


def _agent(request: HttpRequest) -> User:
    return cast(User, request.user)
