"""What a browser may do with our pages: nothing from another host, no inline script or style, no framing."""

from urllib.parse import urlsplit

from flask import Flask, Response

from geo.settings import Settings

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=()",
}


def harden(app: Flask, settings: Settings) -> None:
    """Send the security headers with every answer; a view that set one of them keeps its own."""
    policy = content_policy(basemap_host(settings.basemap_url))

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.mimetype in ("text/html", "application/json"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def basemap_host(url: str | None) -> str:
    """Return the scheme and host of the operator's base map, empty when there is none of its own."""
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def content_policy(basemap: str = "") -> str:
    """Return the Content-Security-Policy; only the base map's host, if any, is let in beside ourselves."""
    also = f" {basemap}" if basemap else ""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "worker-src 'self' blob:",
            f"img-src 'self' data: blob:{also}",
            f"connect-src 'self'{also}",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )
