#!/bin/sh
# What `make serve` does once Teikyo is installed: the demo register of today (or of the day in ON) goes into a database of
# its own, whether new or left by an earlier run; then a fresh token, and the server.
set -eu
port=${PORT:-8000}
url="http://127.0.0.1:$port"
mkdir -p var
export TEIKYO_DATABASE_URL="${TEIKYO_DATABASE_URL:-sqlite://$PWD/var/demo.db}"

python - "$port" <<'PYTHON' || exit 1
import socket
import sys

probe = socket.socket()
probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    probe.bind(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError, ValueError) as fault:
    sys.exit(f"Port {sys.argv[1]} of 127.0.0.1 cannot be used ({fault}). Choose another one: make serve PORT=8001")
PYTHON

teikyo migrate
teikyo demo ${ON:+--on "$ON"} > var/demo.yaml
teikyo import var/demo.yaml --as demo
# Only its digest is stored, so each run has to make its own token; a day later it is worth nothing.
token=$(teikyo token create --role DASHBOARD --role REVIEWER --role EXPORTER --name "demo $(date +%FT%T) $$" --expires 1)

cat <<TEXT

The demo register is at $url/graphql
Token (shown this once, good for a day): $token

A first query, to paste into another terminal once Teikyo answers:

curl -s $url/graphql \\
  -H "Authorization: Bearer $token" -H "Content-Type: application/json" \\
  -d '{"query": "{ statistics { transfers valid invalid notAProvision foreign recordRequired } }"}'

TEXT
exec teikyo serve --host 127.0.0.1 --port "$port"
