#!/bin/sh
# A new backup in the folder named, and no backup there older than 35 days. Run it in the checkout.
set -eu
folder=$1
mkdir -p "$folder"
.venv/bin/python manage.py backup "$folder/$(date -u +%Y-%m-%dT%H%M%S)"
find "$folder" -mindepth 1 -maxdepth 1 -type d -name '20*' -mtime +34 -exec rm -rf {} +
