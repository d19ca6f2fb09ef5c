#!/bin/sh
# Write the lock files from pyproject.toml: with hashes, without download addresses.
set -eu
cd "$(dirname "$0")/.."
lock() {
  .venv/bin/uv pip compile "$@" --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-header --quiet --override deploy/overrides.txt >/dev/null
}
lock pyproject.toml --output-file requirements.lock
# The same versions with the tests' packages added.
lock pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
