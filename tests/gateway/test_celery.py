from types import SimpleNamespace

from gateway import celery


def test_worker_looks_at_once_at_what_beat_would_ask_for_soon(monkeypatch):
    sent = []
    schedule = {"soon": {"task": "look", "schedule": 60}, "daily": {"task": "compare", "schedule": 86_400}}
    monkeypatch.setattr(celery, "app", SimpleNamespace(conf=SimpleNamespace(beat_schedule=schedule), send_task=sent.append))
    celery.look_at_once(sender=None)
    assert sent == ["look"]
