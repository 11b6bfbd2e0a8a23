"""Take up what a worker that was killed left undone."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="config.take_up", queueing_lock="config.take_up", pass_context=True)
async def take_up(context: JobContext, timestamp: int) -> int:
    """Queue each minute again the jobs whose worker gave no sign of life for half a minute; returns how many.

    A job that has begun may so be done twice: each does nothing where there is nothing left to do.
    """
    stalled = list(await context.app.job_manager.get_stalled_jobs())
    for job in stalled:
        await context.app.job_manager.retry_job(job)
    return len(stalled)
