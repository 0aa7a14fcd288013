"""What waits behind supervision orders, for pages that tell how many there are."""

from rectification.models import SupervisionOrder


def waiting_for_signature(user) -> int:
    """How many orders in this person's scope are drafted and not signed; 0 for whoever neither signs nor prepares them. One query."""
    return SupervisionOrder.objects.visible_to(user).waiting().count() if user.access.has("office", "leader") else 0
