# Sourced after venv.sh and apt.sh. A throwaway PostgreSQL of our own, listening on a socket only, gone when we are.

# The newest PostgreSQL that runs on this machine.
find_postgres() {
    local bin
    for bin in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb || echo /none)")"; do
        if "$bin/initdb" --version >/dev/null 2>&1 && "$bin/pg_ctl" --version >/dev/null 2>&1; then
            printf '%s' "$bin"
            return
        fi
    done
}

# PostgreSQL refuses to run as root: there it runs as the user that its package made.
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

# start_postgres DIR: makes and starts a cluster in DIR and sets POSTGRES_URL. It trades safety for speed: its data is worth nothing.
start_postgres() {
    local dir=$1 fast="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    postgres_bin=$(find_postgres)
    if [ -z "$postgres_bin" ] || { [ "$(id -u)" = 0 ] && ! id postgres >/dev/null 2>&1; }; then
        install_packages postgresql
        postgres_bin=$(find_postgres)
    fi
    postgres_data=$dir/data
    mkdir -p "$dir"
    [ "$(id -u)" != 0 ] || chown postgres "$dir"
    as_postgres "$postgres_bin/initdb" -D "$postgres_data" -U "$(id -un)" -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null &&
        as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data" -w -l "$dir/log" -o "-k $dir -h '' $fast" start >/dev/null ||
        stop "PostgreSQL did not start: $(cat "$dir/log" 2>/dev/null)"
    export POSTGRES_URL="postgres:///$dir/postgres"
}

stop_postgres() {
    [ -z "${postgres_data:-}" ] || as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data" -m immediate stop >/dev/null 2>&1 || true
}
