"""All settings, read from the environment (`docs/settings.md` explains each).

Nothing set: the embedded profile. With DATABASE_URL, REDIS_URL and EMAIL_URL: production.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from cards.profiles import MARKS
from cardsite.kit import data_dir
from cardsite.kit.logs import configure_logs

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = data_dir.made(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

# What runs here
DEBUG = False
DEMO = env.bool("DEMO", default=False)
HOST = env.str("HOST", default="127.0.0.1")
_port = env.str("PORT", default="8000")
if not _port.isdecimal() or not 0 < int(_port) < 65_536:
    raise ImproperlyConfigured("PORT must be a number from 1 to 65535")
PORT = int(_port)
BASE_URL = env.str("BASE_URL", default=f"http://localhost:{PORT}").rstrip("/")
SIGNUP = env.str("SIGNUP", default="open")
if SIGNUP not in {"open", "invite", "closed"}:
    raise ImproperlyConfigured("SIGNUP must be open, invite or closed")
REDIS_URL = env.str("REDIS_URL", default="")
EMBEDDED = not REDIS_URL
EMBEDDED_WORKER = env.bool("EMBEDDED_WORKER", default=True)
SITE_NAME = "Cardsite"
OPERATOR_EMAIL = env.str("OPERATOR_EMAIL", default="")

_base = urlsplit(BASE_URL)
if _base.scheme not in {"http", "https"} or not _base.hostname or _base.path or _base.query:
    raise ImproperlyConfigured("BASE_URL must be http(s)://host[:port] without a path")
HTTPS = _base.scheme == "https"
CANONICAL_HOST = _base.netloc
MAIL_DOMAIN = _base.hostname
LOOPBACK = _base.hostname in {"localhost", "127.0.0.1", "::1"}

SECRET_KEY_IS_SET = bool(env.str("SECRET_KEY", default=""))
SECRET_KEY = env.str("SECRET_KEY", default="") or data_dir.kept_secret(DATA_DIR / "secret-key")
SECRET_KEY_FALLBACKS = [key.strip() for key in env.list("SECRET_KEY_FALLBACKS", default=[]) if key.strip()]
ALLOWED_HOSTS = [_base.hostname, *(["localhost", "127.0.0.1", "[::1]"] if DEMO or LOOPBACK else [])]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# Apps, from the leaf to the roof
INSTALLED_APPS = [
    "cardsite.kit",
    "workspaces",
    "billing",
    "cards",
    "audience",
    "bookings",
    "storefront",
    "cardsite",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.forms",  # its widgets, found by TemplatesSetting
    "cardsite.kit.static_files.StaticFiles",
]

MIDDLEWARE = [
    "cardsite.kit.http.EdgeMiddleware",
    "cardsite.body_limit.BodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "workspaces.middleware.LoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "workspaces.middleware.WorkspaceMiddleware",
    "workspaces.middleware.PersonMiddleware",
    "cards.editor.over_limit.OverLimitMiddleware",
]

ROOT_URLCONF = "cardsite.urls"
WSGI_APPLICATION = "cardsite.wsgi.application"
APPEND_SLASH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cardsite.context.chrome",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "cardsite.kit.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database
_sqlite: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "cardsite.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON;",  # what is erased is overwritten (cards 99)
    },
    "CONN_MAX_AGE": None,  # opening the file anew costs a request 0.3 ms
}
_database: dict[str, Any] = dict(env.db_url("DATABASE_URL")) if env.str("DATABASE_URL", default="") else _sqlite
if "postgresql" in _database["ENGINE"]:
    from cardsite.kit import postgres  # whoever runs on SQLite loads nothing of it

    _database["ENGINE"] = "cardsite.kit.postgresql"
    _database["CONN_MAX_AGE"] = 0
    _database["CONN_HEALTH_CHECKS"] = True  # or after a restart of the database each of the pool fails once (F7)
    _database.setdefault("OPTIONS", {}).update(postgres.options(pool=env.int("DATABASE_POOL", default=8)))
DATABASES = {"default": _database}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # what is culled are limits of log-in attempts
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie

# Other calendars that are read
EGRESS_ALLOW = [place.strip() for place in env.list("EGRESS_ALLOW", default=[]) if place.strip()]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "cardsite.kit.npm_files.NpmFilesFinder",
]
NPM_ROOT = BASE_DIR / "node_modules"
_FONTS = "@fontsource-variable"
NPM_FILES = {
    "vendor/bricolage.woff2": f"{_FONTS}/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
    "vendor/schibsted.woff2": f"{_FONTS}/schibsted-grotesk/files/schibsted-grotesk-latin-wght-normal.woff2",
    "vendor/sortable.js": "sortablejs/modular/sortable.esm.js",
}
NPM_FILES |= {f"marks/{mark}.svg": f"bootstrap-icons/icons/{mark}.svg" for mark in MARKS}
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
ORIGINALS_ROOT = DATA_DIR / "originals"  # uploads until they are developed; no address leads there
EXPORTS_ROOT = DATA_DIR / "exports"  # of whole workspaces, for their owners; no address leads there
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cardsite.kit.static_files.ModuleStorage"},
}
S3_BUCKET = env.str("S3_BUCKET", default="")
if S3_BUCKET:
    _store = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
        "region_name": env.str("S3_REGION", default="") or None,
        "access_key": env.str("S3_ACCESS_KEY", default="") or None,
        "secret_key": env.str("S3_SECRET_KEY", default="") or None,
    }
    for _name, _folder in (("default", "media"), ("originals", "originals"), ("exports", "exports")):
        STORAGES[_name] = {
            "BACKEND": "cardsite.kit.object_store.ObjectStore",
            "OPTIONS": _store | {"location": _folder},
        }

# Mail: written to the outbox, delivered by a worker through MAIL_DELIVERY
EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default=f"{SITE_NAME} <hello@{MAIL_DOMAIN}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAILBOX_DIR = DATA_DIR / "mailbox"
_email = env.email_url("EMAIL_URL", default="smtp://localhost:25")
MAIL_CONFIGURED = DEMO or bool(env.str("EMAIL_URL", default=""))
MAIL_DELIVERY = (
    {"backend": "cardsite.mailbox.FolderBackend"}
    if DEMO and not env.str("EMAIL_URL", default="")
    else {
        "backend": _email["EMAIL_BACKEND"].replace("django.core.mail.backends.smtp.Email", "cardsite.kit.smtp.Hurried"),
        "host": _email["EMAIL_HOST"],
        "port": _email["EMAIL_PORT"],
        "username": _email["EMAIL_HOST_USER"],
        "password": _email["EMAIL_HOST_PASSWORD"],
        "use_tls": _email.get("EMAIL_USE_TLS", False),
        "use_ssl": _email.get("EMAIL_USE_SSL", False),
        "timeout": 15,
    }
)

# Accounts
AUTH_USER_MODEL = "workspaces.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "workspaces.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_CLASS = "workspaces.forms.SignUpExtras"
ACCOUNT_FORMS = {
    "signup": "workspaces.sign_up_form.SignUpForm",
    "request_login_code": "workspaces.log_in_form.LogInCodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _base.scheme
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,20/h/key",
    "reset_password": "20/m/ip,3/m/key,20/h/key",
    "signup": "20/m/ip,100/d/ip",
}
MFA_ADAPTER = "workspaces.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOOPBACK and not HTTPS  # browsers allow passkeys on http://localhost only
SOCIALACCOUNT_ADAPTER = "workspaces.adapter.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = {}
if env.str("GOOGLE_CLIENT_ID", default=""):
    INSTALLED_APPS += ["allauth.socialaccount.providers.google"]
    SOCIALACCOUNT_PROVIDERS["google"] = {
        "APPS": [{"client_id": env.str("GOOGLE_CLIENT_ID"), "secret": env.str("GOOGLE_CLIENT_SECRET")}],
        "SCOPE": ["profile", "email"],
        "OAUTH_PKCE_ENABLED": True,
    }
if env.str("APPLE_CLIENT_ID", default=""):
    INSTALLED_APPS += ["allauth.socialaccount.providers.apple"]
    SOCIALACCOUNT_PROVIDERS["apple"] = {
        "APPS": [
            {
                "client_id": env.str("APPLE_CLIENT_ID"),
                "secret": env.str("APPLE_KEY_ID"),
                "key": env.str("APPLE_TEAM_ID"),
                "settings": {"certificate_key": env.str("APPLE_PRIVATE_KEY", multiline=True)},
            }
        ]
    }

# Plans, where they are sold by Stripe
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_ENABLED = bool(STRIPE_SECRET_KEY)
STRIPE_WEBHOOK_SECRETS = [one.strip() for one in env.list("STRIPE_WEBHOOK_SECRET", default=[]) if one.strip()]
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="").rstrip("/")
STRIPE_PRICES = [
    one.strip() for one in env.list("STRIPE_PRICES", default=["pro_month", "pro_year", "team_month", "team_year"])
]
STRIPE_TAX = env.bool("STRIPE_TAX", default=False)
STRIPE_PAGES = [STRIPE_API_BASE] if STRIPE_API_BASE else ["https://checkout.stripe.com", "https://billing.stripe.com"]
if len(STRIPE_PRICES) != 4:
    raise ImproperlyConfigured("STRIPE_PRICES must be four lookup keys: Pro by month and year, Team by month and year")
if STRIPE_ENABLED and not STRIPE_WEBHOOK_SECRETS:
    raise ImproperlyConfigured("STRIPE_SECRET_KEY needs STRIPE_WEBHOOK_SECRET: without it no payment is ever heard of")

# Languages and time
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
# Cards, and mails about bookings, speak these; our own pages speak LANGUAGE_CODE until all their words are translated.
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["cardsite.formats"]

# Browser security
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cardsite.errors.forbidden"
SECURE_SSL_REDIRECT = False  # the proxy in front redirects; see docs/operations.md
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
BODY_BYTES = 42_000_000  # the largest picture, and the form around it (rule 32; cards 30)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# Cards
CARD_BLOCKS = [
    "cards.blocks.about",
    "cards.blocks.contact",
    "cards.blocks.profiles",
    "cards.blocks.links",
    "cards.blocks.hours",
    "cards.blocks.place",
    "cards.blocks.text",
    "cards.blocks.gallery",
    "cards.blocks.testimonials",
    "cards.blocks.faq",
    "cards.blocks.video",
    "cards.blocks.file",
    "audience.blocks.lead_form",
    "bookings.blocks.booking",
    "bookings.blocks.services",
    "storefront.blocks.products",
    "storefront.blocks.shop",
]
PAGES_REMEMBERED = env.int("PAGES_REMEMBERED", default=2_000)

# Figures
EVENTS_KEPT_DAYS = env.int("EVENTS_KEPT_DAYS", default=760)  # 25 months
COUNTRY_HEADER = env.str("COUNTRY_HEADER", default="")

# What machines ask
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
METRICS_DIR = DATA_DIR / "metrics"  # sums of each web process, see cardsite.operating.meter

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING_CONFIG = None
configure_logs(LOG_LEVEL)
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # framing is ruled by the CSP's frame-ancestors
    "security.W005",  # HSTS for subdomains is the operator's decision
    "security.W008",  # the proxy redirects to https
    "security.W021",  # HSTS preload likewise
]
