#!/bin/sh
# Make sure that there is a Firefox for the browser tests: Debian's, as root. Without it, they skip.
set -eu
command -v firefox-esr >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "  Installing Firefox"
  if { apt-get update && apt-get install -y --no-install-recommends firefox-esr; } >/dev/null 2>&1; then
    exit 0
  fi
fi
echo "  There is no Firefox: its tests are skipped (apt-get install firefox-esr)"
