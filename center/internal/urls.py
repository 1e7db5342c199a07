"""What the actions server may ask for, under /internal/v1/ (docs/contracts.md, section 2)."""

from django.urls import path

from center.internal import views

urlpatterns = [
    path("tickets", views.tickets),
    path("tickets/<str:ticket_no>", views.ticket),
    path("conversations/<uuid:conversation>/tickets", views.tickets_of_conversation),
    path("handoffs", views.handoffs),
    path("proofs", views.proofs),
    path("proofs/<int:attempt>/succeeded", views.proof_succeeded),
    path("verifications", views.verifications),
    path("verifications/check", views.verifications_check),
]
