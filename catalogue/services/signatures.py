"""How a receiver knows that a message is the catalogue's, and not an old one.

After Standard Webhooks (https://www.standardwebhooks.com, specification 1.0):
HMAC-SHA256 over the message's name, the time of sending and the body, joined
by full stops. Its libraries, in many languages, verify these messages.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from catalogue.storage.webhooks import Webhook

from .instance_key import key_for


def secret_of(home: Path, salt: str) -> str:
    """The secret that a target's salt and this instance's key make. Raises InstanceKeyUnusable."""
    return f"whsec_{base64.b64encode(_key(home, salt)).decode()}"


def signed_headers(
    home: Path, webhook: Webhook, message: str, body: bytes, at: datetime
) -> dict[str, str]:
    """The headers of a message that is sent now. Raises InstanceKeyUnusable.

    While a former secret is still good, it signs as well.
    """
    stamp = str(int(at.timestamp()))
    content = b".".join([message.encode(), stamp.encode(), body])
    made = (_signature(_key(home, salt), content) for salt in _salts(webhook, at))
    return {
        "webhook-id": message,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(made),
    }


def _salts(webhook: Webhook, at: datetime) -> Iterable[str]:
    yield webhook.salt
    if webhook.former_salt and webhook.former_until and at < webhook.former_until:
        yield webhook.former_salt


def _signature(key: bytes, content: bytes) -> str:
    return f"v1,{base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()}"


def _key(home: Path, salt: str) -> bytes:
    return hmac.digest(key_for(home, "webhooks"), salt.encode(), hashlib.sha256)
