# One image for every process; compose.yaml says which is which. Alone it runs the small installation on SQLite.
FROM python:3.12-slim-trixie

# fribidi joins Arabic letters in drawn previews; PostgreSQL's programs back up and restore
RUN apt-get update \
    && apt-get install -y --no-install-recommends libfribidi0 make postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app cardsite \
    && install -d -o cardsite /data

WORKDIR /app
COPY Makefile requirements.txt requirements-install.txt requirements-node.txt package.json package-lock.json .npmrc ./
COPY locale locale
RUN make install
COPY . .

ENV DATA_DIR=/data DEMO=0 HOST=0.0.0.0 PATH=/app/.venv/bin:$PATH
USER cardsite
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "cardsite.run"]
