"""Where a request comes from. Used to hold off floods, and kept in one's own session for one's own eyes (core/account/sessions.py);
never written into a log or a record as it is."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings


def client_address(request) -> str:
    """The visitor's address; of an IPv6 address the network that a household has (/64), '' where it is not known.

    In production the proxy in front names it (docs/running.zh-CN.md); elsewhere nobody in front is believed.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        given = request.headers.get("X-Forwarded-For", given).rpartition(",")[2]
    try:
        address = ip_address(given.strip())
    except ValueError:
        return ""
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else str(address)
