# syntax=docker/dockerfile:1
# Sequelwatch in a container: Debian's own Python, the locked dependencies, the code; nothing that builds anything.
# `make image-test` carries out these very steps where there is no Docker engine.

FROM debian:13.7-slim AS base
# Debian's stable release changes to mend faults only, and those we want: its packages are pinned by the release.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates python3 \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/* /var/log/*.log /var/log/apt \
 && rm -rf /usr/lib/python3.*/test /usr/lib/python3.*/pydoc_data /usr/lib/python3.*/turtle.py \
      /usr/lib/python3.*/__pycache__/turtle.* /usr/lib/python3.*/lib-dynload/_*test*


FROM base AS build
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends binutils python3-venv \
 && rm -rf /var/lib/apt/lists/*
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_NO_COMPILE=1 \
    PIP_QUIET=1
WORKDIR /src
COPY requirements/build.lock requirements/postgresql.lock requirements/
# Two environments: one that builds, and one that is taken along and has not even pip.
RUN python3 -m venv /opt/tools \
 && python3 -m venv --without-pip /opt/sequelwatch \
 && /opt/tools/bin/pip install --require-hashes --requirement requirements/build.lock \
 && /opt/tools/bin/pip --python /opt/sequelwatch install --only-binary :all: --require-hashes \
      --requirement requirements/postgresql.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
RUN /opt/tools/bin/pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
 && /opt/tools/bin/pip --python /opt/sequelwatch install --no-deps dist/*.whl
# What Sequelwatch never runs stays behind. Then everything is compiled once, and never looked at again to see whether it
# is up to date.
COPY deploy/slim.sh deploy/
RUN sh deploy/slim.sh /opt/sequelwatch/lib \
 && python3 -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/sequelwatch/lib


FROM base
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Sequelwatch" \
      org.opencontainers.image.description="Follows film and series sequels, and posts to Discord only what is new." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="debian:13.7-slim"
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin sequelwatch \
 && install --directory --owner=sequelwatch --group=sequelwatch --mode=0750 /data \
 && rm -f /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow- /etc/subuid- /etc/subgid-
COPY --from=build /opt/sequelwatch /opt/sequelwatch
WORKDIR /app
COPY config/ config/
COPY seeds/ seeds/
# All that is ever written goes to /data; with that as a volume, the rest may be read-only. Whoever builds may keep their
# files to themselves; in here they are for our user.
RUN chmod -R a+rX . \
 && ln -s /data data
ENV PATH=/opt/sequelwatch/bin:${PATH} \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TMPDIR=/data
VOLUME /data
USER 10001:10001
STOPSIGNAL SIGTERM
# Asking costs a third of a second of a processor, so it is done seldom once all is well.
HEALTHCHECK --interval=2m --timeout=10s --start-period=60s --start-interval=2s --retries=3 \
  CMD ["sequelwatch", "health"]
ENTRYPOINT ["sequelwatch"]
CMD ["run"]
