# What bootstrap.sh needs to turn a bare machine into one that can run Suda. POSIX sh; sourced, does nothing by itself.
# Functions print their result; anything that cannot go on ends in one sentence and exit code 1 (die).
# Expects the current folder to be the checkout.

STATE=.suda
INSTALL_LOG=$STATE/logs/install.log
NEEDED_KB=4000000 # both environments and their download cache; measured: 3.3 GB

say() { printf '%s\n' "$*"; }

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# interpreter PROGRAM VERSION -> path of the real interpreter behind PROGRAM.
# Asks the program itself: a pyenv shim exists on PATH and still fails, or answers with another version.
interpreter() {
    "$1" -c "
import sys
if '%d.%d' % sys.version_info[:2] != '$2': sys.exit(1)
print(getattr(sys, '_base_executable', sys.executable))" 2>/dev/null
}

# each_python VERSION -> candidates, one a line: PATH first, then pyenv's versions.
each_python() {
    # No subshell by a pipe here: folders may hold spaces, so PATH is split by IFS alone.
    (
        IFS=:
        set -f
        for folder in $PATH; do
            for name in "python$1" python3 python; do
                [ -x "$folder/$name" ] && printf '%s\n' "$folder/$name"
            done
        done
    )
    for folder in "${PYENV_ROOT:-$HOME/.pyenv}/versions" "$HOME/.pyenv/versions"; do
        for program in "$folder/$1".*/bin/python; do
            [ -x "$program" ] && printf '%s\n' "$program"
        done
    done
}

# installed_python VERSION -> path of an interpreter of that version that really runs; fails when there is none.
installed_python() {
    each_python "$1" | while IFS= read -r program; do
        interpreter "$program" "$1" && break
    done | grep .
}

# find_python VERSION... -> the first version that is installed; else uv brings the first named one.
find_python() {
    for version in "$@"; do
        installed_python "$version" && return
    done
    uv=$(find_uv)
    "$uv" python find --managed-python "$1" 2>/dev/null && return
    "$uv" python install "$1" >>"$INSTALL_LOG" 2>&1 ||
        die "Python $1 is not installed and could not be downloaded; install it (see $INSTALL_LOG for what was tried)."
    "$uv" python find --managed-python "$1"
}

# find_uv -> path of a uv that runs; fails when there is none yet.
find_uv() {
    for program in "$(command -v uv || true)" "$PWD/$STATE/uv/bin/uv"; do
        if [ -n "$program" ] && "$program" --version >/dev/null 2>&1; then
            printf '%s\n' "$program"
            return
        fi
    done
    return 1
}

# any_python -> a Python 3 of whatever version, to install uv with.
any_python() {
    for version in 3.13 3.12 3.11 3.10 3.14 3.9 3.8; do
        installed_python "$version" && return
    done
    die "No Python 3 that runs was found; install one (on Debian or Ubuntu: apt install python3 python3-venv)."
}

# install_uv: from the package registry into .suda/uv; without the venv module (Debian packs it apart) by pip's --target.
install_uv() {
    python=$(any_python) || exit 1
    say "Installing uv, which installs everything else, into $STATE/uv ..."
    rm -rf "$STATE/uv"
    if "$python" -m venv "$STATE/uv" >>"$INSTALL_LOG" 2>&1; then
        "$STATE/uv/bin/python" -m pip install --require-hashes -r requirements/uv.txt >>"$INSTALL_LOG" 2>&1
    elif "$python" -m pip --version >>"$INSTALL_LOG" 2>&1; then
        rm -rf "$STATE/uv"
        "$python" -m pip install --target "$STATE/uv" --require-hashes -r requirements/uv.txt >>"$INSTALL_LOG" 2>&1
    else
        die "$python has neither venv nor pip; install one of them (on Debian or Ubuntu: apt install python3-venv)."
    fi || explain_failed_install uv
}

# explain_failed_install WHAT: one sentence about why, told from what the installer wrote.
explain_failed_install() {
    recent=$(tail -n 40 "$INSTALL_LOG")
    case $recent in
    *"No space left"*) die "The disk is full: $1 could not be installed; free about 4 GB and try again." ;;
    *"dns error"* | *"error sending request"* | *"client error (Connect)"* | *"onnection"* | *"ailed to fetch"* | *"resolution"*)
        die "The package registry cannot be reached, so $1 could not be installed; check the network (details: $INSTALL_LOG)." ;;
    *) die "$1 could not be installed; the reason is at the end of $INSTALL_LOG." ;;
    esac
}

# require_space FOLDER KILOBYTES
require_space() {
    free=$(df -Pk "$1" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$2" ] ||
        die "Not enough disk space: the first installation needs about $(($2 / 1000000)) GB and $((free / 1000000)) GB are free."
}

# env_is_current HALF SUFFIX: was .venv/HALF made from the present lock? Its stamp is a copy of the lock it was made
# from. The -test lock holds everything the other one does, so an environment made for the tests also serves to run.
env_is_current() {
    "$PWD/.venv/$1/bin/python" -c '' 2>/dev/null || return 1
    cmp -s "requirements/$1-test.txt" ".venv/$1/lock.txt" && return
    [ -z "$2" ] && cmp -s "requirements/$1.txt" ".venv/$1/lock.txt"
}

# prepare_env HALF SUFFIX VERSION...: makes .venv/HALF hold exactly what its lock says.
prepare_env() {
    half=$1 suffix=$2
    shift 2
    env_is_current "$half" "$suffix" && return
    [ -d ".venv/$half" ] || require_space . "$NEEDED_KB"
    find_uv >/dev/null || install_uv
    uv=$(find_uv) || die "uv was installed but does not run; see $INSTALL_LOG."
    if ! "$PWD/.venv/$half/bin/python" -c '' 2>/dev/null; then
        python=$(find_python "$@") || exit 1
        "$uv" venv --clear --python "$python" ".venv/$half" >>"$INSTALL_LOG" 2>&1 || explain_failed_install "The $half half"
    fi
    say "Installing the packages of the $half half; the first time takes some minutes (progress: $INSTALL_LOG) ..."
    "$uv" pip sync --require-hashes --python ".venv/$half/bin/python" "requirements/$half$suffix.txt" >>"$INSTALL_LOG" 2>&1 ||
        explain_failed_install "The $half half"
    cp "requirements/$half$suffix.txt" ".venv/$half/lock.txt"
}
