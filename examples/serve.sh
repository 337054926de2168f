#!/bin/sh
# What `make serve` does once Teikyo is installed: a fresh database with the demo register of today, a token, the server.
set -eu
port=${PORT:-8000}
url="http://127.0.0.1:$port"
database="var/demo-$port.db"

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

# Nobody serves on this port, so nobody reads its database.
mkdir -p var
rm -f "$database" "$database-wal" "$database-shm"
export TEIKYO_DATABASE_URL="sqlite://$database"
teikyo migrate
teikyo demo > "var/demo-$port.yaml"
teikyo import "var/demo-$port.yaml" --as demo
token=$(teikyo token create --role DASHBOARD --role REVIEWER --role EXPORTER --name demo)

cat <<TEXT

Teikyo serves a demo register at $url/graphql
Token (it is shown this once): $token

A first query, to paste into another terminal:

curl -s $url/graphql \\
  -H "Authorization: Bearer $token" -H "Content-Type: application/json" \\
  -d '{"query": "{ statistics { transfers valid invalid } }"}'

Stop with Ctrl-C.

TEXT
exec teikyo serve --host 127.0.0.1 --port "$port"
