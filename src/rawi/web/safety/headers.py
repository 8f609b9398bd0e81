"""What the browser is told to forbid. Everything a page needs comes from the desk itself."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders


def policy(nonce: str) -> str:
    """The Content-Security-Policy. Scripts and styles only by nonce, so that no kept page's bytes can be one."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce}'",
            f"style-src 'nonce-{nonce}'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def harden(headers: MutableHeaders, nonce: str) -> None:
    """Put the headers of safety on a response that has none of its own."""
    for name, value in (
        ("content-security-policy", policy(nonce)),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
        ("cache-control", "no-store"),
    ):
        headers.setdefault(name, value)
