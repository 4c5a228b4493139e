# syntax=docker/dockerfile:1
# Parley for a team's server: web, worker and beat are the same image with different commands (docker-compose.yml).
# glibc on purpose: not every wheel is built for musl (Alpine).

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /srv/venv
COPY requirements/server.lock /tmp/server.lock
RUN /srv/venv/bin/pip install --no-deps --require-hashes -r /tmp/server.lock

WORKDIR /srv/parley
COPY manage.py LICENSE ./
COPY config config
COPY accounts accounts
COPY negotiations negotiations
COPY templates templates
COPY static static
# Only names of files are worked out here: the values are never used and stay in this stage.
RUN DJANGO_SETTINGS_MODULE=config.settings.prod SECRET_KEY=build ALLOWED_HOSTS=build \
    DATABASE_URL=postgresql://build/build REDIS_URL=redis://build EMAIL_HOST=build DEFAULT_FROM_EMAIL=build@build \
    /srv/venv/bin/python manage.py collectstatic --noinput \
    && /srv/venv/bin/python -m compileall -q config accounts negotiations

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin parley
COPY --from=build /srv /srv
ENV PATH=/srv/venv/bin:$PATH \
    VIRTUAL_ENV=/srv/venv \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod \
    PORT=8000
WORKDIR /srv/parley
USER parley
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 \
    CMD ["python", "-m", "config.healthcheck", "web"]
CMD ["python", "-m", "config.run", "web", "--host", "0.0.0.0", "--port", "8000"]
