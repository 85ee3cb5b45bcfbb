"""Whose wrong passwords are counted together: those for one name from one address."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that a request comes from.

    Behind a proxy all requests come from the proxy's, and anybody could shut everybody out of a name. The proxy of the
    installation adds the real one at the end of a header; what stands before it may be made up.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    if not settings.SECURE_PROXY_SSL_HEADER:
        return direct
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(told))
    except ValueError:
        return direct
