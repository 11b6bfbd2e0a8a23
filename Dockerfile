# Two steps: the first installs, the second holds only what runs.

FROM python:3.13-slim AS build
RUN pip install --no-cache-dir uv
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
# The packages first: they change less often than our code, so this layer is mostly reused.
COPY pyproject.toml README.md LICENSE ./
RUN uv sync --no-dev --no-install-project --extra parquet --extra s3
COPY . .
# Static files are collected and hashed here. No database is asked; the secret key made for it is thrown away.
ENV STATIC_ROOT=/app/static_collected
RUN DATA_DIR=/tmp/build .venv/bin/python manage.py collectstatic --no-input

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin chancery
RUN install -d -o chancery /var/lib/chancery/downloads
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH STATIC_ROOT=/app/static_collected PYTHONUNBUFFERED=1
ENV DOWNLOADS_DIR=/var/lib/chancery/downloads
USER chancery
EXPOSE 8000
# Refuses to start without DATABASE_URL's companions SECRET_KEY and ALLOWED_HOSTS. One process tree, so that
# SIGTERM reaches the server and it can finish what it is doing.
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0", "--port", "8000"]
