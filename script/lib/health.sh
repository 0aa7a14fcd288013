# Sourced. Asks the running server how it is, as its proxy would: so that it works in production too.

# A variable of the environment, else of .env, else the default.
setting() { local kept; kept=$(sed -n "s/^$1=//p" .env 2>/dev/null | tail -n 1); printf '%s' "${!1:-${kept:-$2}}"; }

# healthy PATH: whether it answers 200. HOST and PORT as the server's.
healthy() {
    local allowed status address
    address=$(setting HOST 127.0.0.1)
    [ "$address" != 0.0.0.0 ] || address=127.0.0.1
    allowed=$(setting ALLOWED_HOSTS localhost)
    exec 3<>"/dev/tcp/$address/$(setting PORT 8000)" || return 1
    printf 'GET %s HTTP/1.0\r\nHost: %s\r\nX-Forwarded-Proto: https\r\n\r\n' "$1" "${allowed%%,*}" >&3
    read -r -t 10 _ status _ <&3
    exec 3>&-
    [ "$status" = 200 ]
}
