"""The site's settings on a folder of the run's own, with quick passwords and plain static files.

The names of `.env.example` are taken out of the environment first, so that no developer's
own settings change a test.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for line in (Path(__file__).parent.parent / ".env.example").read_text().splitlines():
    os.environ.pop(line.lstrip("# ").partition("=")[0], None)

os.environ["GATEWAY_ENV_FILE"] = os.devnull
os.environ["GATEWAY_VAR"] = tempfile.mkdtemp(prefix="gateway-test-")
atexit.register(shutil.rmtree, os.environ["GATEWAY_VAR"], ignore_errors=True)

from gateway.settings import *
from gateway.settings import DATABASES, STORAGES, VAR

(VAR / "static").mkdir()
DATABASES["default"]["OPTIONS"] |= {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
COUNT_USE = False  # a write after some answers and not after others would upset whoever counts queries
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "tests.postponing.PostponingBackend"}}
