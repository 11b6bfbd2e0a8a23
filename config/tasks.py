"""Take up what a worker that was killed left undone."""

from __future__ import annotations

import logging
from typing import Final

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

logger = logging.getLogger(__name__)

TRIES: Final = 5
"""How often a job is begun: one whose worker is gone each time is what kills it, and is told of as failed."""


@app.periodic(cron="* * * * *")
@app.task(name="config.take_up", queueing_lock="config.take_up", pass_context=True)
async def take_up(context: JobContext, timestamp: int) -> int:
    """Queue each minute again the jobs whose worker gave no sign of life for half a minute; returns how many.

    A job that has begun may so be done twice: each does nothing where there is nothing left to do.
    """
    jobs = context.app.job_manager
    stalled = list(await jobs.get_stalled_jobs())
    again = [job for job in stalled if job.attempts + 1 < TRIES]
    for job in stalled:
        if job in again:
            await jobs.retry_job(job)
        else:
            logger.error("Job %s, %s, was given up: each worker at it was gone.", job.id, job.task_name)
            await jobs.finish_job(job, Status.FAILED, delete_job=False)
    return len(again)
