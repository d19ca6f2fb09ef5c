#!/bin/sh
# Make sure that there is a Chromium for the browser tests: Debian's as root, else Playwright's own.
set -eu
cd "$(dirname "$0")/.."
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "  Installing Chromium"
  if { apt-get update && apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1; then
    exit 0
  fi
fi
echo "  Fetching Playwright's Chromium"
exec .venv/bin/python -m playwright install chromium
