"""Characters that no HTML may hold, should somebody have typed them."""

from __future__ import annotations

import re

from flask import Response

_UNFIT = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xb7[\x90-\xaf]|\xef\xbf[\xbe\xbf]"
)
"""Controls and noncharacters, in UTF-8."""

_REPLACEMENT = "\ufffd".encode()
"""What browsers show in their place: who typed one sees where it stands."""


def make_fit(response: Response) -> Response:
    """After a request: a page that repeats what was typed stays valid, whatever that was."""
    if response.mimetype == "text/html" and not response.is_streamed:
        body = response.get_data()
        if _UNFIT.search(body):
            response.set_data(_UNFIT.sub(_REPLACEMENT, body))
    return response
