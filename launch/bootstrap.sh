#!/bin/sh
# From a bare checkout to a running command: `sh launch/bootstrap.sh COMMAND [ARGUMENT...]` (see the Makefile).
# Brings uv, the two Pythons and the two environments as far as they are missing, then hands over to `python -m launch`.
set -eu

cd -- "$(dirname -- "$0")/.."
. launch/toolbox.sh

BOT_PYTHON="3.10" # Rasa 3.6 runs on nothing newer
CENTER_PYTHONS="3.11 3.12 3.13"

# lock_half HALF VERSION: writes both locks of one half.
lock_half() {
    for name in "$1" "$1-test"; do
        "$uv" pip compile "requirements/$name.in" -o "requirements/$name.txt" --python-version "$2" \
            --generate-hashes --no-emit-index-url --no-header --quiet
    done
}

# clean: also takes the database where it had to be put outside of the checkout (see launch/postgres.py).
clean() {
    database=$STATE/postgres
    server=$(head -n 1 "$database/data/postmaster.pid" 2>/dev/null || true)
    if [ -n "$server" ] && kill -0 "$server" 2>/dev/null; then
        die "Suda is running in this checkout; stop it first (Ctrl-C where \`make run\` runs)."
    fi
    outside=$(readlink "$database" || true)
    case $outside in /var/lib/suda/?*) rm -rf "$outside" ;; esac
    rm -rf .venv .rasa models "$STATE"
}

lock() {
    find_uv >/dev/null || install_uv
    uv=$(find_uv)
    lock_half bot 3.10
    lock_half center 3.11
    "$uv" pip compile requirements/uv.in -o requirements/uv.txt --python-version 3.8 --universal \
        --generate-hashes --no-emit-index-url --no-header --quiet
}

(umask 077 && mkdir -p "$STATE/logs") # logs, secrets and the embedded database are nobody else's
case ${1:-} in
clean | lock) "$1" && exit ;;
run | train | chat | parse) suffix='' ;;
test | lint | eval | near) suffix=-test ;;
*) die "Unknown command '${1:-}'; \`make help\` lists them." ;;
esac

# shellcheck disable=SC2086 # a list of versions, split on purpose
prepare_env center "$suffix" $CENTER_PYTHONS
prepare_env bot "$suffix" "$BOT_PYTHON"
exec .venv/center/bin/python -m launch "$@"
