"""Headers of every answer that no setting of Django's gives."""

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """Ask for no device; leave no page of a signed-in user behind on a shared PC."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        if hasattr(request, "user") and request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response
