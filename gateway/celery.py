"""The Celery application: workers and beat start here."""

import os

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gateway.settings")

app = Celery("gateway")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

SOON = 600


@worker_ready.connect
def look_at_once(sender, **kwargs) -> None:
    """A worker that was killed may have held a task; what that was about stands in the database, so look there now."""
    for entry in app.conf.beat_schedule.values():
        if isinstance(entry["schedule"], int) and entry["schedule"] <= SOON:
            app.send_task(entry["task"])
