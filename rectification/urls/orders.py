"""Supervision orders and talks, below /rectification/."""

from django.urls import path

from core import navigation
from rectification.views import orders, talks
from rectification.views.counts import waiting_orders, waiting_talks

urlpatterns = [
    path("orders/", orders.OrderList.as_view(), name="orders"),
    path("orders/<int:pk>/", orders.order, name="order"),
    path("orders/<int:pk>/edit/", orders.edit, name="order_edit"),
    path("orders/<int:pk>/sign/", orders.sign, name="order_sign"),
    path("orders/<int:pk>/drop/", orders.drop, name="order_drop"),
    path("orders/<int:pk>/signature/", orders.signature, name="order_signature"),
    path("orders/<int:pk>/order.docx", orders.order_file, name="order_file"),
    path("talks/", talks.TalkList.as_view(), name="talks"),
    path("talks/<int:pk>/", talks.talk, name="talk"),
    path("<int:pk>/order/", orders.new, name="order_new"),
]

navigation.counters["rectification:orders"] = waiting_orders
navigation.counters["rectification:talks"] = waiting_talks
