#!/usr/bin/env python
"""Run one of Chancery's commands; `manage.py help` lists them."""

import os
import sys


def main() -> None:
    """Hand the command line to Django, saying what kind of process this is (see config/settings.py)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["migrate"]:
        os.environ.setdefault("CHANCERY_PROCESS", "migrate")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell says it, and without a traceback


if __name__ == "__main__":
    main()
