"""The web process: the front door around Django, and in the embedded profile the queue beside it."""

import os
from multiprocessing.util import Finalize
from pathlib import Path

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardsite.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402  # from here on Django is set up

from audience.buffer import Buffer  # noqa: E402
from audience.counting import Counting  # noqa: E402
from audience.writing import write  # noqa: E402
from cards.front_door import FrontDoor  # noqa: E402
from cards.page_memory import memory  # noqa: E402
from cards.revisions import RevisionWatch  # noqa: E402
from cardsite import celery  # noqa: E402
from cardsite.embedded import EmbeddedQueue  # noqa: E402
from cardsite.operating.meter import Meter  # noqa: E402

watch = RevisionWatch(memory)
Finalize(None, watch.stop, exitpriority=50)
Path(settings.METRICS_DIR).mkdir(exist_ok=True)
visits = Buffer(write)
Finalize(None, visits.stop, exitpriority=150)  # before the queue ends, which may end the process
meter = Meter(memory)
application = Counting(FrontDoor(meter.timed(django), memory, watch.ensure, meter.given), visits)

if settings.EMBEDDED and settings.EMBEDDED_WORKER:
    EmbeddedQueue(celery.app).start()
