"""Every setting, read from the environment; `.env.example` lists the names and what they mean.

With no environment at all the site runs on embedded parts: SQLite, Whoosh, tasks run in
the process that asks for them, e-mail on the console.
"""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from gateway.schedule import CELERY_BEAT_SCHEDULE  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def read_env_file() -> None:
    path = env.str("GATEWAY_ENV_FILE", default="")
    if path and not Path(path).exists():
        raise ImproperlyConfigured(f"GATEWAY_ENV_FILE names {path}, which is not there. Mend the path, or leave it out.")
    env.read_env(path or str(BASE_DIR / ".env"))


def flag(name: str, default: bool) -> bool:
    value = env.str(name, default=str(default)).strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or 0, or leave it out.")


SCHEMES_WITHOUT_HOST = {"sqlite", "postgres", "postgresql", "unix", "consolemail", "filemail"}


def whole_number(name: str, default: int) -> int:
    value = env.str(name, default=str(default)).strip()
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to a whole number above 0, for example {default}.")
    return int(value)


def address(name: str, schemes: tuple[str, ...], default: str = "") -> str:
    value = env.str(name, default=default).strip()
    if value and not value.startswith(tuple(f"{scheme}:" for scheme in schemes)):
        raise ImproperlyConfigured(f"{name} must begin with one of {', '.join(s + ':' for s in schemes)}, or be left out.")
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        raise ImproperlyConfigured(f"{name} is no whole address: mend its port, or percent-encode its password.") from None
    if value and not parts.netloc and parts.scheme not in SCHEMES_WITHOUT_HOST:
        raise ImproperlyConfigured(f"{name} names no host. Write it as {parts.scheme}://host.")
    return value


def origins(name: str) -> list[str]:
    values = env.list(name, default=[])
    if any("://" not in value for value in values):
        raise ImproperlyConfigured(f"Each of {name} needs its scheme, for example https://gateway.example.org.")
    return values


def own_secret(name: str) -> str:
    value = env.str(name, default="")
    if value and len(value) < 32:
        raise ImproperlyConfigured(f"{name} is shorter than 32 characters. Make a longer one: openssl rand -base64 48")
    return value


def kept_secret(path: Path) -> str:
    """The secret key of an installation that sets none: made once, readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def search_connections(url: str, root: Path) -> dict[str, dict]:
    """The two indexes, `default` for public pages and `members` for closed ones, embedded or on a cluster."""
    if not url:
        engine = "gateway.search.engine.backend.EmbeddedEngine"
        return {alias: {"ENGINE": engine, "PATH": root / folder} for alias, folder in SEARCH_INDEXES.items()}
    kind, _, rest = url.partition("+")
    server, _, name = rest.rstrip("/").rpartition("/")
    if server.count("/") < 2 or not name:
        raise ImproperlyConfigured("HAYSTACK_URL must end with the index's name: elasticsearch7+http://host:9200/gateway")
    if kind == "solr":
        engine = "haystack.backends.solr_backend.SolrEngine"
        return {alias: {"ENGINE": engine, "URL": f"{server}/{name}_{suffix}"} for alias, suffix in SEARCH_INDEXES.items()}
    engine = "gateway.search.engine.cluster.ClusterEngine"
    return {
        alias: {"ENGINE": engine, "URL": f"{server}/", "INDEX_NAME": f"{name}_{suffix}", "SILENTLY_FAIL": False}
        for alias, suffix in SEARCH_INDEXES.items()
    }


SEARCH_INDEXES = {"default": "public", "members": "members"}
read_env_file()
VAR = Path(env.str("GATEWAY_VAR", default=str(BASE_DIR / "var"))).resolve()
try:
    VAR.mkdir(parents=True, exist_ok=True)
except OSError:
    raise ImproperlyConfigured(
        f"GATEWAY_VAR names {VAR}, which cannot be made. Name a folder that the site may write."
    ) from None

DEBUG = flag("DEBUG", False)
SECRET_KEY = own_secret("SECRET_KEY") or kept_secret(VAR / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = origins("CSRF_TRUSTED_ORIGINS")
BEHIND_TLS = flag("BEHIND_TLS", False)
SITE_URL = address("SITE_URL", ("http", "https"), "http://127.0.0.1:8000").rstrip("/")
if BEHIND_TLS and (not env.str("ALLOWED_HOSTS", default="") or not SITE_URL.startswith("https:")):
    raise ImproperlyConfigured("BEHIND_TLS is on: set ALLOWED_HOSTS to the site's names, and SITE_URL to its https: address.")

INSTALLED_APPS = [
    "gateway.accounts",
    "gateway.files",
    "gateway.taxonomy",
    "gateway.use",
    "gateway.broken_links",
    "gateway.blocks",
    "gateway.pages",
    "gateway.search",
    "gateway.starter",
    "research",
    "programmes",
    "courses",
    "forum",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "gateway.accounts.apps.PeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "haystack",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "gateway.files.uploads.UploadLimitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gateway.use.counting.CountingMiddleware",
    "gateway.pages.policy.PolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gateway.accounts.doors.AdminDoorMiddleware",
    "gateway.accounts.doors.AudienceRedirectMiddleware",
    "programmes.edition.OneEditionMiddleware",
]

ROOT_URLCONF = "gateway.urls"
WSGI_APPLICATION = "gateway.wsgi.application"
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
                "wagtail.contrib.settings.context_processors.settings",
                "gateway.pages.context.surroundings",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "gateway.pages.templatetags.face"],
        },
    },
]

# Databases ------------------------------------------------------------------------------------

DATABASE_URL = address("DATABASE_URL", ("sqlite", "postgres", "postgresql"), f"sqlite:///{VAR / 'gateway.sqlite3'}")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["NAME"] in ("", ":memory:"):
    raise ImproperlyConfigured(
        "DATABASE_URL names no database. Write it as postgres://user:password@host:5432/name or sqlite:////folder/name."
    )
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # With eight writers the defaults lose 73 % of the writes to "database is locked"; these lose none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# Queue and cache ------------------------------------------------------------------------------

REDIS_URL = address("REDIS_URL", ("redis", "rediss", "unix"))
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = 1500
CELERY_TASK_TIME_LIMIT = 1800
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A task that dies with its whole worker comes back after `visibility_timeout`, which must exceed the hard limit. Nobody
# waits for that: what the task was about stands in the database, and a worker looks there when it starts.
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "visibility_timeout": 3600,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        # A save while the broker is away goes on at once: its job waits in the database.
        "max_retries": 1,
        "interval_start": 0,
    }
    if REDIS_URL
    else {}
)
CELERY_TASK_ROUTES = {"gateway.search.tasks.*": {"queue": "search"}}

# Search ---------------------------------------------------------------------------------------

SEARCH_ROOT = VAR / "search"
HAYSTACK_URL = address("HAYSTACK_URL", ("elasticsearch7+http", "elasticsearch7+https", "solr+http", "solr+https"))
HAYSTACK_CONNECTIONS = search_connections(HAYSTACK_URL, SEARCH_ROOT)

# People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "gateway_accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_profile"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "gateway.accounts.forms.SignInForm",
    "signup": "gateway.accounts.forms.SignUpForm",
    "reset_password": "gateway.accounts.forms.ForgottenPasswordForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "gateway.accounts.names.NameForm"
ACCOUNT_RATE_LIMITS = {"event_registration": "20/h/ip,5/h/key"}
ACCOUNT_ADAPTER = "gateway.accounts.adapter.HouseAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# A code by e-mail before the first sign-in: without it a sign-up could ask whether an address is known.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL

# Languages ------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ur", "اردو")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
FORMAT_MODULE_PATH = ["gateway.formats"]
TIME_ZONE = "Asia/Karachi"
USE_I18N = USE_TZ = WAGTAIL_I18N_ENABLED = True

# Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MAX_UPLOAD_MB = whole_number("MAX_UPLOAD_MB", 50)
EXPORTS_KEPT_DAYS = whole_number("EXPORTS_KEPT_DAYS", 30)
REGISTRATIONS_KEPT_DAYS = whole_number("REGISTRATIONS_KEPT_DAYS", 30)
REFRESH_MEMORY_MB = whole_number("REFRESH_MEMORY_MB", 2048) if env.str("REFRESH_MEMORY_MB", default="") else 0
MAX_EXPORT_MB = whole_number("MAX_EXPORT_MB", 2048)
LARGE_UPLOADS = {"/admin/statistics/hand-in/": MAX_EXPORT_MB}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAILDOCS_SERVE_METHOD = "serve_view"  # never by its path in the media folder
WAGTAILDOCS_DOCUMENT_MODEL = "gateway_files.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "gateway.files.forms.DocumentForm"
WAGTAILIMAGES_IMAGE_MODEL = "gateway_files.Image"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "pptx", "xlsx", "odt", "csv", "txt", "zip"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024

# Wagtail --------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Social Protection Gateway"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True
COUNT_USE = flag("COUNT_USE", True)
WAGTAIL_USER_TIME_ZONES = ["Asia/Karachi"]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# A translation is published by the one who made it: until then readers of Urdu see the English page, marked as such.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# E-mail ---------------------------------------------------------------------------------------

EMAIL_URL = address("EMAIL_URL", ("smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail"), "consolemail://")
vars().update(env.email_url_config(EMAIL_URL))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Social Protection Gateway <gateway@example.org>")

# Safety ---------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}
INLINE = ["'self'", "'unsafe-inline'"]
ADMIN_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": INLINE,
    "style-src": INLINE,
    "img-src": ["'self'", "data:", "blob:"],
}
PERMISSIONS_POLICY = {name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
