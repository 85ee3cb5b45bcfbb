"""Settings, from the environment only (see ``.env.example``).

Without ``LAPAS_DEMO`` these are the settings of a real installation: nothing loose can be switched on in it.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from lapas_training import embedded, env, logs

BASE_DIR = Path(__file__).resolve().parent.parent
env.read_file(BASE_DIR / ".env")

# What this installation is ---------------------------------------------------------------------------------
DEMO = env.flag("LAPAS_DEMO")
DEBUG = env.flag("DEBUG")
PRODUCTION = not DEMO
if DEBUG and PRODUCTION:
    env.refuse("DEBUG shows what nobody may see: it works only together with LAPAS_DEMO=1.")

SECRET_KEY = env.secret("SECRET_KEY") if PRODUCTION else env.kept_secret(BASE_DIR / "var" / "secret_key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", None if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
if "*" in ALLOWED_HOSTS:
    env.refuse("ALLOWED_HOSTS must name the hosts that this installation answers for, not “*”.")

# The database: the application's login, and beside it the owner's, which only commands use -------------------
application, owner = env.database("DATABASE_URL"), env.database("DATABASE_OWNER_URL")
if owner and (application is None or application["NAME"] != owner["NAME"]):
    env.refuse("DATABASE_OWNER_URL must name the same database as DATABASE_URL.")
if application is None:
    application, owner = (embedded.login(BASE_DIR, role) for role in (embedded.APP, embedded.OWNER))
DATABASES = {"default": application | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DATABASE_OWNER = owner
DATABASE_APP_ROLE = application["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What it is made of ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "lapas_training",
    "reports",
    "outcomes",
    "participants",
    "programs",
    "organisations",
    "accounts",
    "web",
    "lapas_training.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
]
MIDDLEWARE = [
    "lapas_training.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "accounts.middleware.IdleMiddleware",
    "web.text_input.ReadableTextMiddleware",
    "accounts.middleware.ScopeMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "lapas_training.urls"
WSGI_APPLICATION = "lapas_training.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context_processors.page",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
ACCESS_OF = "organisations.access.access_for"
NAVIGATION = "lapas_training.navigation.entries"

# Mail: through a server, or into files where none is named ---------------------------------------------------
EMAIL_HOST = env.text("MAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = BASE_DIR / "var" / "mail"
EMAIL_PORT = env.number("MAIL_PORT", 587, 1, 65535)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("MAIL_USER", ""), env.text("MAIL_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST) and not env.flag("MAIL_WITHOUT_TLS")
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "pelatihan@localhost")
SITE_ADDRESS = env.text("SITE_ADDRESS", f"{'https' if PRODUCTION else 'http'}://{ALLOWED_HOSTS[0]}").rstrip("/")

# Language and time -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Static files: gathered under names that carry their content's hash; the demo serves them where they lie ------
STATIC_URL = "static/"
STATIC_ROOT = None if DEMO else Path(env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEMO
FILE_UPLOAD_HANDLERS = ["web.uploads.InMemoryHandler"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Who is signed in ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_IDLE_SECONDS = env.number("SESSION_IDLE_SECONDS", 30 * 60, 60, SESSION_COOKIE_AGE)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
"""Hours: after five failures, that name from that address waits for fifteen minutes."""
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_CLIENT_IP_CALLABLE = "accounts.throttle.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = AXES_ENABLE_ADMIN = False

# What a browser is told ------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if PRODUCTION else "language"
SECURE_SSL_REDIRECT = SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
if env.flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = logs.LOGGING
