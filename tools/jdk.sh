#!/bin/sh
# Prints the folder of a JDK (or, with "runtime", a Java runtime) of release 25 or newer: JAVA_HOME, then PATH, then the
# usual folders. Plain sh: the launchers run it where there is no bash.
need=25
tool=javac
[ "${1:-}" = runtime ] && tool=java

# A "release" file tells the version without starting a JVM.
suits() {
    [ -x "$1/bin/$tool" ] && [ -r "$1/release" ] || return 1
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [ "${version:-0}" -ge "$need" ]
}

found() {
    printf '%s\n' "$1"
    exit 0
}

[ -n "${JAVA_HOME:-}" ] && suits "$JAVA_HOME" && found "$JAVA_HOME"
if java=$(command -v java); then
    home=$(dirname "$(dirname "$(readlink -f "$java")")")
    suits "$home" && found "$home"
fi
for home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/java* /usr/local/*jdk* \
    "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* "${HOME:-/}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    suits "$home" && found "$home"
done
echo "JDK $need or newer is needed and was not found: install one (for example Temurin $need) or set JAVA_HOME" >&2
exit 1
