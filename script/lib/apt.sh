# Sourced. What the tests need beside Python, from Debian's or Ubuntu's packages.

# install_packages NAME...: as root or through sudo; elsewhere says what is missing.
install_packages() {
    local sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    if ! command -v apt-get >/dev/null || { [ -n "$sudo" ] && ! command -v sudo >/dev/null; }; then
        stop "Missing on this machine: $*. Install them (the names are Debian's), then run the command again."
    fi
    say "Installing $* ..."
    { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"; } \
        </dev/null >&2 || stop "apt-get could not install $*."
}

# The Python that makes .venv; a bare Debian has it without its venv module.
ensure_python() {
    [ -d .venv ] || [ ! -e /etc/debian_version ] || python3 -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
}

ensure_browser() {
    local missing=()
    if [ -z "${CHROMIUM:=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}" ]; then
        missing+=(chromium)
    fi
    [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || missing+=(fontconfig fonts-noto-cjk)
    [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
    export CHROMIUM=${CHROMIUM:-$(command -v chromium)}
    # On Ubuntu the package is a stub that wants snap.
    "$CHROMIUM" --version >/dev/null 2>&1 || stop "$CHROMIUM does not run here. Set CHROMIUM to a Chromium or Chrome that does."
}
