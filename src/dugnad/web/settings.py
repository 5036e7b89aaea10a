"""Django settings, all from `env`."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from dugnad.connectors.idporten.configuration import provider_settings
from dugnad.web import compiled, env
from dugnad.web.mail import mail_settings

WEB = Path(__file__).parent
HOME = env.home()
DEMO = env.on("DUGNAD_DEMO")
HTTPS = env.on("DUGNAD_HTTPS")
DEBUG = False
COMPILED = compiled.keep()


def _secret() -> str:
    """The installation's secret: the setting, or one made once and kept in its folder."""
    if value := env.read("DUGNAD_SECRET_KEY"):
        return value
    file = HOME / "secret"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(64))
    return file.read_text()


SECRET_KEY = _secret()
ALLOWED_HOSTS = env.read("DUGNAD_HOSTS").split(",")
ORIGIN = env.read("DUGNAD_ORIGIN").rstrip("/")
CSRF_TRUSTED_ORIGINS = [ORIGIN]

# An area is added here and nowhere else.
AREAS = ["network", "agreements", "rescue", "lab", "competence", "services", "casework"]
KERNEL = [
    "identity",
    "organisations",
    "agreements",
    "ledger",
    "witnesses",
    "jobs",
    "rights",
    "access",
    "matching",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *(f"dugnad.kernel.{name}" for name in KERNEL),
    *(f"dugnad.areas.{name}" for name in AREAS),
    "dugnad.connectors.idporten",
    "dugnad.web",
]

MIDDLEWARE = [
    "dugnad.web.house.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dugnad.web.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dugnad.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dugnad.web.marking.LiveMiddleware",
    "dugnad.web.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dugnad.web.middleware.ProblemMiddleware",
]

ROOT_URLCONF = "dugnad.web.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
WSGI_APPLICATION = "dugnad.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dugnad.web.context.house",
            ],
        },
    }
]

# A commit waits for the disk: what was acknowledged survives a power cut (docs/operate.md tells what it costs).
SQLITE_OPTIONS = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    " PRAGMA cache_size=-16000;",
    # Every transaction takes the write lock as it begins: one that first reads could not be let in later.
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,
}
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        env.read("DUGNAD_DATABASE_URL") or f"sqlite:///{HOME / 'dugnad.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

# The engine of durable jobs keeps its own tables: a file beside the embedded database, else a schema in it.
JOBS_DATABASE_URL = env.read("DUGNAD_DATABASE_URL") or f"sqlite:///{HOME / 'jobs.sqlite3'}"
WORKER_LOCK = 7_236_184

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
FORMAT_MODULE_PATH = ["dugnad.web.formats"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = WEB / "collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "dugnad.web.files.Files"},
}
WHITENOISE_MIMETYPES = {".mjs": "text/javascript", ".geojson": "application/geo+json"}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MANIFEST_STRICT = False

# Map tiles are the one thing a page may ask of another host, and only when the setting names one.
TILES_URL = env.read("DUGNAD_TILES_URL")
TILE_HOSTS = ["{0.scheme}://{0.netloc}".format(urlsplit(TILES_URL))] if TILES_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "manifest-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *TILE_HOSTS],
        "font-src": [SELF],
        "connect-src": [SELF, *TILE_HOSTS],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "dugnad.kernel.identity.sessionstore"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "dugnad.web.faults.forgery"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# What signs agreements, and where it gets certificates and time stamps from.
SIGNING = "dugnad.connectors.signing.Signing"
SIGNING_CERTIFICATE = env.read("DUGNAD_SIGNING_CERTIFICATE")
SIGNING_PASSPHRASE = env.read("DUGNAD_SIGNING_PASSPHRASE")
SIGNING_TRUST = env.read("DUGNAD_SIGNING_TRUST")
TSA_URL = env.read("DUGNAD_TSA_URL")

# What answers for registers, and what carries letters to residents; in the demo, invented ones.
REGISTERS = "dugnad.connectors.registers." + ("standin.InventedRegisters" if DEMO else "NoRegisters")
POST = "dugnad.connectors.post." + ("standin.InventedPost" if DEMO else "NoPost")

# The official schemas against which what goes to the archive is checked, if the operator has put them here.
NOARK_SCHEMAS = env.read("DUGNAD_NOARK_SCHEMAS")

# The first day of the Public Administration Act of 2025 (LOV-2025-06-20-81); None: not in force yet.
NEW_ADMINISTRATION_ACT = env.day("DUGNAD_NEW_ADMINISTRATION_ACT")

# What knows enterprises by their number: none, until an operator gives the register's address.
ENTERPRISES_URL = env.address("DUGNAD_ENTERPRISES_URL")
ENTERPRISES = "dugnad.connectors.enterprises." + (
    "Register" if ENTERPRISES_URL else "standin.InventedRegister" if DEMO else "NoRegister"
)

# What sends and receives messages of sensors and alarms, and for how long positions are kept in memory.
MQTT = "dugnad.connectors.mqtt.Mqtt"
MQTT_URL = env.read("DUGNAD_MQTT_URL")
MQTT_CA = env.read("DUGNAD_MQTT_CA")
POSITION_MINUTES = env.number("DUGNAD_POSITION_MINUTES")

# A PDF of 30 MB, and room for the form around it.
MAX_UPLOAD = 30 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = ["dugnad.kernel.identity.backends.PersonBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "dugnad.web.passwords.UnlikeOneself",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
PASSWORD_RESET_TIMEOUT = 60 * 60

# Rate limits and used codes must hold over all web processes. The database is the one store that these share in
# every installation, and its `add` lets one process through; that of files does not.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# Behind https there is one proxy, and only that one's word for the visitor's address counts.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0

ACCOUNT_ADAPTER = "dugnad.kernel.identity.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {
    "login": "dugnad.kernel.identity.forms.SignInForm",
    "reset_password": "dugnad.kernel.identity.forms.ForgottenForm",
    "reset_password_from_key": "dugnad.kernel.identity.forms.NewPasswordForm",
    "change_password": "dugnad.kernel.identity.forms.ChangePasswordForm",
    "set_password": "dugnad.kernel.identity.forms.ChoosePasswordForm",
    "reauthenticate": "dugnad.kernel.identity.forms.ConfirmForm",
    "add_email": "dugnad.kernel.identity.forms.EmailForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True

MFA_ADAPTER = "dugnad.kernel.identity.adapters.MfaAdapter"
MFA_FORMS = {
    "authenticate": "dugnad.kernel.identity.forms.CodeForm",
    "reauthenticate": "dugnad.kernel.identity.forms.ConfirmCodeForm",
    "activate_totp": "dugnad.kernel.identity.forms.AppForm",
    "add_webauthn": "dugnad.kernel.identity.forms.PasskeyForm",
    "edit_webauthn": "dugnad.kernel.identity.forms.PasskeyNameForm",
    "login_webauthn": "dugnad.kernel.identity.forms.PasskeySignInForm",
    "authenticate_webauthn": "dugnad.kernel.identity.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "dugnad.kernel.identity.forms.ConfirmPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Dugnad"
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = "dugnad.connectors.idporten.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = provider_settings(
    issuer=env.read("DUGNAD_OIDC_ISSUER"),
    client_id=env.read("DUGNAD_OIDC_CLIENT_ID"),
    client_secret=env.read("DUGNAD_OIDC_CLIENT_SECRET"),
    name=env.read("DUGNAD_OIDC_NAME"),
    acr=env.read("DUGNAD_OIDC_ACR"),
)

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.read("DUGNAD_EMAIL_FROM")
RESCUE_KEEP_DAYS = env.number("DUGNAD_RESCUE_KEEP_DAYS")
RESCUE_OPENING_MINUTES = env.number("DUGNAD_OPENING_MINUTES")
ALARM_RECEIVER = "dugnad.connectors.dc09.serve"
# What reads plans of buildings; see docs/buildings.md.
PLAN_READER = "dugnad.connectors.plans.read"
CAP = "dugnad.connectors.cap"
DC09_TCP = env.read("DUGNAD_DC09_TCP")
DC09_UDP = env.read("DUGNAD_DC09_UDP")
# What flies drones and what reads zones for them; see docs/drones.md.
DRONES = "dugnad.connectors.mavlink.Drones"
GEOZONES = "dugnad.connectors.geozones.read"
DRONE_LINK = env.read("DUGNAD_DRONE_LINK")
DRONE_MAX_HEIGHT = env.number("DUGNAD_DRONE_MAX_HEIGHT")
INVITATIONS_PER_HOUR = env.number("DUGNAD_INVITATIONS_PER_HOUR")
vars().update(mail_settings(env.read("DUGNAD_EMAIL_URL"), HOME / "mail"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
