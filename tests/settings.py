"""The site's settings on a folder of the run's own, with quick passwords and plain static files."""

import os
import tempfile

os.environ["GATEWAY_VAR"] = tempfile.mkdtemp(prefix="gateway-test-")

from gateway.settings import *
from gateway.settings import STORAGES, VAR

(VAR / "static").mkdir()
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
