#!/usr/bin/env bash
# Installs ajv, makes the documents, sees to it that all tools agree, and races them.
# Needs Go, node with npm, jq and sha256sum. DOCUMENTS and ROUNDS change the size.
set -euo pipefail
cd "$(dirname "$0")"
work=${WORK:-$(mktemp -d)}
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT

npm install --silent --no-save --no-audit --no-fund --prefix "$work" ajv@8.20.0 ajv-formats@3.0.1 >/dev/null
go build -o "$work/versus" .
"$work/versus" generate -dir "$work" -documents "${DOCUMENTS:-100000}"
"$work/versus" schema >"$work/schema.json"
"$work/versus" race -dir "$work" -ajv "$work" -rounds "${ROUNDS:-5}"
