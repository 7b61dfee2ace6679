"""What beat starts by itself, and every how many seconds."""

CELERY_BEAT_SCHEDULE: dict[str, dict] = {
    "write what the search queue still holds": {"task": "gateway.search.tasks.write_queue", "schedule": 60},
    "build the search index anew where that is asked for": {"task": "gateway.search.tasks.rebuild_index", "schedule": 60},
    "read the files of the search index for damage": {"task": "gateway.search.tasks.look_over_index", "schedule": 600},
    "compare the search index with the database": {"task": "gateway.search.tasks.repair_index", "schedule": 86_400},
    "send letters about saved searches": {"task": "send_saved_searches", "schedule": 600},
    "send letters about minutes": {"task": "forum.tasks.send_minutes", "schedule": 600},
    "send letters about meetings": {"task": "forum.tasks.send_invitations", "schedule": 600},
    "pass on places at events, delete what is told no longer": {"task": "forum.tasks.tend_registrations", "schedule": 600},
    "remind of actions that are due": {"task": "forum.tasks.remind_of_actions", "schedule": 3_600},
    "read the documents whose task was lost": {"task": "gateway.files.tasks.read_waiting_documents", "schedule": 600},
    "compare what harvesters are told with the library": {
        "task": "research.tasks.repair_harvest_ledger",
        "schedule": 86_400,
    },
    "tell owners of publications to be reviewed": {"task": "research.tasks.tell_of_reviews", "schedule": 86_400},
    "take up imports whose task was lost": {"task": "research.tasks.take_up_lost_imports", "schedule": 300},
    "publish and take back what is due": {"task": "gateway.pages.tasks.keep_to_schedule", "schedule": 60},
    "look for links in pages": {"task": "gateway.broken_links.tasks.find_links", "schedule": 86_400},
    "ask whether links still lead somewhere": {"task": "gateway.broken_links.tasks.check_links", "schedule": 900},
    "look into the registries' inbox": {"task": "look_into_inbox", "schedule": 300},
    "take up lost runs, and tell of embargoes that ended": {"task": "tend_releases", "schedule": 60},
    "delete exports that were kept for long enough": {"task": "purge_exports", "schedule": 86_400},
}
