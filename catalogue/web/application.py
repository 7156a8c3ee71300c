"""The web application, made from settings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask, Response, request
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from jinja2 import StrictUndefined
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix

from catalogue.api.application import create_api
from catalogue.services.instance_key import key_for
from catalogue.services.permissions import may, may_somewhere
from catalogue.services.resources import shipped

from . import addresses, asking, assets, reading, resources
from .account import account
from .administration import administration
from .advice import advice
from .bodies import bodies
from .certificates import certificates
from .characters import make_fit
from .components import components
from .demand import demand
from .developers import developers
from .draft_moves import draft_moves
from .drafts import drafts
from .failures import handle_failures
from .feeds import feeds
from .follow import follow
from .home import home, root
from .intake import intake
from .keeping import Tokens
from .navigation import navigation
from .people import people
from .places import place
from .private_feeds import private_feeds
from .proposals import proposals
from .registering import registering
from .reviews import reviews
from .rulings import rulings
from .searches import note as note_search
from .searches import searches
from .security import protect
from .settings import LARGEST_FORM, LARGEST_UPLOAD, TIME_ZONE, Settings
from .signing import signing
from .telling_apart import telling_apart
from .tokens import tokens
from .vocabulary import vocabulary
from .warnings import warnings
from .webhooks import webhooks

BLUEPRINTS = (
    root,
    administration,
    home,
    components,
    feeds,
    private_feeds,
    signing,
    account,
    tokens,
    developers,
    people,
    bodies,
    vocabulary,
    proposals,
    drafts,
    draft_moves,
    advice,
    warnings,
    follow,
    certificates,
    reviews,
    rulings,
    searches,
    demand,
    telling_apart,
    intake,
    registering,
    webhooks,
)

_PACKAGE = Path(__file__).resolve().parent.parent
_A_YEAR = 365 * 24 * 3600


def create_app(settings: Settings) -> Flask:
    """The application for an instance that exists already.

    Raises InstanceKeyUnusable.
    """
    app = Flask(
        "catalogue.web",
        root_path=str(_PACKAGE / "web"),
        static_folder=str(_PACKAGE / "static"),
        template_folder=str(shipped("templates")),
    )
    _configure(app, settings)
    api = create_api(settings.home, closed=settings.closed)
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/api": api.wsgi_app})  # type: ignore[method-assign]
    if hops := settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.before_request(resources.identify)  # first, since a page of any failure asks who reads it
    Tokens(app).exempt(note_search)
    Bootstrap5(app)
    Babel(app, locale_selector=lambda: reading.LOCALES[addresses.language()])
    _teach_templates(app)
    app.url_value_preprocessor(addresses.take_language)
    app.url_defaults(addresses.give_language)
    app.after_request(_remember_language)
    app.after_request(protect)
    app.after_request(make_fit)
    app.teardown_appcontext(resources.close)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    handle_failures(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=key_for(settings.home, "cookies"),
        SESSION_COOKIE_NAME="catalogue_form",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the browser stays open: forms are long to fill
        WTF_CSRF_SSL_STRICT=False,  # wants a Referer, which pages with a secret address do not send
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),  # addresses change with the files
        BOOTSTRAP_SERVE_LOCAL=True,
        BABEL_TRANSLATION_DIRECTORIES=str(_PACKAGE / "translations"),
        BABEL_DEFAULT_TIMEZONE=TIME_ZONE,
    )


def _teach_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        actor=resources.actor,
        asset=assets.asset,
        here=addresses.here,
        icon=assets.icon,
        language=addresses.language,
        may=may,
        may_be_asked_to_propose=resources.may_be_asked_to_propose,
        may_somewhere=may_somewhere,
        navigation=navigation,
        other_language=addresses.other_language,
        outside=addresses.outside,
        place=place,
    )
    reading.teach(app)
    asking.teach(app)


def _remember_language(response: Response) -> Response:
    """After a page: the start page leads to its language next time."""
    chosen = addresses.language()
    in_address = "language" in ((request.url_rule and request.url_rule.defaults) or {})
    if in_address and request.cookies.get(addresses.COOKIE) != chosen:
        response.set_cookie(
            addresses.COOKIE,
            chosen,
            max_age=_A_YEAR,
            samesite="Lax",
            secure=request.is_secure,
            httponly=True,
        )
    return response
