# Sourced. Finds Python 3.11+, keeps .venv in step with the pinned requirements. Works with the bash 3.2 of a Mac too.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

# Prints the first Python on this machine that is new enough.
find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    stop "This needs Python 3.11 or newer; found: $(python3 --version 2>&1 || echo none). Install it, then run the command again."
}

make_venv() {
    local python
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "$python has no venv module. On Debian and Ubuntu: apt-get install python3-venv"
    "$python" -m venv --clear .venv
}

# ensure_venv FILE...: installs the requirement files that differ from those installed last. A copy of each is kept in .venv.
ensure_venv() {
    local file stale=()
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && [ -x .venv/bin/pip ] || make_venv
    for file in "$@"; do
        cmp -s "$file" ".venv/installed-$file" || stale+=(-r "$file")
    done
    [ ${#stale[@]} -gt 0 ] || return 0
    say "Installing the Python packages (about a minute) ..."
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-input "${stale[@]}" ||
        stop "The packages could not be installed: see pip's message above."
    for file in "$@"; do
        cp "$file" ".venv/installed-$file"
    done
}
