# Sourced by ./run and ./test: finds the JDK and Maven that the build needs. POSIX sh.

die() {
    printf 'lastmile: %s\n' "$1" >&2
    exit 1
}

# The feature release of the JDK in folder $1, or nothing if it is none that can compile.
jdk_release() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
        release=$(jdk_release "$home")
        if [ -n "$release" ] && [ "$release" -ge 25 ]; then
            JAVA_HOME=$home
            export JAVA_HOME
            return 0
        fi
    done
    die 'no JDK 25 or newer found (looked at JAVA_HOME, /usr/lib/jvm, ~/.sdkman and ~/.jdks). Install one, for example the package temurin-25-jdk or openjdk-25-jdk, or point JAVA_HOME at one.'
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# Installs Debian packages if that can be done without asking; $1 says what for.
install_packages() {
    what=$1
    shift
    command -v apt-get >/dev/null 2>&1 || die "$what is missing. Install it: $*"
    printf 'lastmile: installing %s\n' "$*" >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 ||
        die "$what is missing and could not be installed. As root: apt-get install $*"
}

find_maven() {
    command -v mvn >/dev/null 2>&1 || install_packages 'Maven' maven
}

# The JDK reads the fonts of papers through it.
find_fontconfig() {
    /sbin/ldconfig -p | grep -q 'libfontconfig[.]so[.]1' ||
        install_packages 'The library that papers need for their fonts' libfontconfig1
}
