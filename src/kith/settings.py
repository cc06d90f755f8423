"""Every setting of Kith; what may vary is read from KITH_… variables (docs/configure.md lists them)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from kith.sqlite import use_fixed_library

use_fixed_library()

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent.parent


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, "yes" if default else "no").lower() in {"1", "true", "yes", "on"}


def _data_directory() -> Path:
    at_home = CHECKOUT / "data" if (CHECKOUT / "pyproject.toml").exists() else Path.home() / ".local/share/kith"
    chosen = Path(os.environ.get("KITH_DATA") or at_home).expanduser()
    chosen.mkdir(parents=True, exist_ok=True, mode=0o700)
    return chosen.resolve()


def _secret_key(data: Path) -> str:
    kept = data / "secret_key"
    if not kept.exists():
        # O_EXCL: of two processes that start together only one makes the key.
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass
    return kept.read_text().strip()


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


# Where everything of this instance is kept: database, photos, secret key. Directory. KITH_DATA
DATA = _data_directory()
# Signs sessions and links; made at the first start and kept in the data directory. Text. KITH_SECRET_KEY
SECRET_KEY = os.environ.get("KITH_SECRET_KEY") or _secret_key(DATA)
# Show tracebacks in the browser. Flag, off. KITH_DEBUG
DEBUG = _flag("KITH_DEBUG", False)
# Address and port to serve on. Text, 127.0.0.1; number, 8000. KITH_HOST, KITH_PORT
HOST = os.environ.get("KITH_HOST", "127.0.0.1")
PORT = int(os.environ.get("KITH_PORT", "8000"))
# Names under which this instance is reached, with commas. Text. KITH_ALLOWED_HOSTS
ALLOWED_HOSTS = [h for h in os.environ.get("KITH_ALLOWED_HOSTS", "").split(",") if h] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]
# The public address, for links in e-mails, such as https://kith.example. Text. KITH_URL
URL = os.environ.get("KITH_URL", "").rstrip("/")
CSRF_TRUSTED_ORIGINS = [URL] if URL else []
# Who may sign up after the first user: open, invitation, or closed. Text, invitation. KITH_SIGN_UP
SIGN_UP = os.environ.get("KITH_SIGN_UP", "invitation")
# The mail server, as smtp://user:password@host:587 (smtps:// for TLS from the start). Text. KITH_MAIL
MAIL = os.environ.get("KITH_MAIL", "")
# Whom e-mails come from. Text. KITH_MAIL_FROM
DEFAULT_FROM_EMAIL = os.environ.get("KITH_MAIL_FROM", "kith@localhost")
# Largest upload in megabytes. Number, 300. KITH_MAX_UPLOAD_MB
MAX_UPLOAD_MB = int(os.environ.get("KITH_MAX_UPLOAD_MB", "300"))
# Region whose phone numbers are written without a country code, such as DE. Text, none. KITH_PHONE_REGION
PHONE_REGION = os.environ.get("KITH_PHONE_REGION", "")
# Hosts of this network, as name or name:port with commas, that connections may go to: a mail server at home. Text. KITH_INSIDE
INSIDE = tuple(host.strip() for host in os.environ.get("KITH_INSIDE", "").split(",") if host.strip())
# The Jitsi server at which rooms for calls are made. Text, meet.jit.si. KITH_JITSI
JITSI = os.environ.get("KITH_JITSI", "meet.jit.si").strip().lower()
# Kith stands behind a proxy that sets X-Forwarded-Proto. Flag, off. KITH_BEHIND_PROXY
BEHIND_PROXY = _flag("KITH_BEHIND_PROXY", False)
HTTPS = URL.startswith("https://")

INSTALLED_APPS = [
    "kith.ui",
    "kith.accounts",
    "kith.outbox",
    "kith.people",
    "kith.interactions",
    "kith.ties",
    "kith.cadences",
    "kith.duplicates",
    "kith.appointments",
    "kith.suggestions",
    "kith.acquaintances",
    "kith.targets",
    "kith.introductions",
    "kith.opportunities",
    "kith.sharing",
    "kith.imports",
    "kith.cards",
    "kith.connections",
    "kith.inbox",
    "kith.erasing",
    "kith.archive",
    "kith.sample",
    "kith.book",
    "kith.today",
    "kith.search",
    "kith.network",
    "kith.groups",
    "kith.meetings",
    "kith.tables",
    "kith.posts",
    "kith.challenges",
    "kith.mentorships",
    "kith.exchange",
    "kith.directory",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
]

MIDDLEWARE = [
    "kith.ui.middleware.HeadAlone",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kith.accounts.middleware.SignInFirst",
    "kith.accounts.middleware.OwnClock",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kith.groups.middleware.EndedGroupsAreStill",
    "kith.ui.middleware.Toasts",
    "allauth.account.middleware.AccountMiddleware",
    "kith.accounts.middleware.SessionsSeen",
]

ROOT_URLCONF = "kith.urls"
WSGI_APPLICATION = "kith.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "kith.ui.templatetags.kept",
                "kith.ui.templatetags.swift",
                "kith.ui.templatetags.ui",
            ],
        },
    }
]

FORM_RENDERER = "kith.ui.form_renderer.Renderer"

DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES: dict[str, dict[str, object]] = {
    "default": _database(DATABASE_URL)
    if DATABASE_URL
    else {
        "ENGINE": "kith.sqlite",
        "NAME": str(DATA / "kith.sqlite3"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged save survives a power cut. NORMAL loses it (docs/decisions/0003).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000; PRAGMA mmap_size=268435456; PRAGMA secure_delete=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

HUEY: dict[str, object] = {"name": "kith", "immediate": _flag("KITH_JOBS_AT_ONCE", False)} | (
    {"huey_class": "huey.PostgresHuey", "dsn": DATABASE_URL}
    if DATABASE_URL
    else {"huey_class": "huey.SqliteHuey", "filename": str(DATA / "jobs.sqlite3")}
)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kith.accounts.adapter.SignUp"
ACCOUNT_SIGNUP_FORM_CLASS = "kith.accounts.forms.SignUpFields"
ACCOUNT_FORMS = {"signup": "kith.accounts.sign_up.SignUpForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL else "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Kith"
MFA_TOTP_TOLERANCE = 1  # a code that ran out while it was typed still holds, as does that of a clock half a minute off
USERSESSIONS_TRACK_ACTIVITY = True

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kith.ui.storage.StaticFiles"},
}
MEDIA_ROOT = DATA / "media"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MAX_AGE = 31536000
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o600

_mail = urlsplit(MAIL)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if MAIL else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp" and bool(_mail.username)
EMAIL_TIMEOUT = 10

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_NAME = "__Host-kith" if HTTPS else "kith"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("KITH_LOG_LEVEL", "WARNING")},
}
