"""Hand Chancery to a WSGI server (PEP 3333)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("CHANCERY_PROCESS", "web")  # so that settings.py gives its queries their time limit

application = get_wsgi_application()
