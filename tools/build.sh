#!/usr/bin/env bash
# Compiles and packages, then lays out target/dist (what the image holds) and the launchers bin/atlas and
# bin/atlas-operator, with a cache of loaded classes for each (not with ATLAS_BUILD_CACHE=none). Does nothing where nothing
# changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
JAVA_HOME=$(tools/jdk.sh)
export JAVA_HOME
dist=target/dist

echo "Building with $JAVA_HOME"
./mvnw -B -ntp -q -DskipTests package

# Quarkus stamps its archives with the time of the build, so the inputs are compared instead of the output.
fingerprint=$({
    echo "${ATLAS_BUILD_CACHE:-}"
    cat "$JAVA_HOME/release" tools/build.sh tools/jdk.sh tools/launchers/* tools/java/* tools/train-*.sh tools/training/*
    tools/control-plane.sh path 2>/dev/null || true
    find target/classes -type f -print0 | sort -z | xargs -0 cat
    ls target/quarkus-app/lib/main target/quarkus-app/lib/boot
    ls -l --time-style=+ target/postgres
} | sha256sum)

launchers() {
    mkdir -p bin
    ln -sfn ../target/dist/bin/atlas bin/atlas
    ln -sfn ../target/dist/bin/atlas-operator bin/atlas-operator
    ln -sfn ../target/dist/bin/kubectl-atlas bin/kubectl-atlas
}

if [[ -r $dist/cache/fingerprint && $(<"$dist/cache/fingerprint") == "$fingerprint" ]]; then
    launchers
    echo "bin/atlas and bin/atlas-operator are up to date"
    exit
fi

rm -rf "$dist"
mkdir -p "$dist/bin" "$dist/cache" "$dist/postgres"
cp -a target/quarkus-app/. "$dist/"
rm -f "$dist/quarkus-app-dependencies.txt"
cp -a target/postgres/*.txz "$dist/postgres/"
cp tools/jdk.sh tools/launchers/atlas-operator "$dist/bin/"

"$JAVA_HOME/bin/java" tools/java/StackMaps.java "$dist"/lib/main/info.picocli.picocli-*.jar

# The command line needs the engine's jars alone: the fewer there are, the faster it starts. Only "atlas kube" needs the others.
cluster=
classpath='$home/app/'$(cd "$dist/app" && echo *.jar)
for jar in "$dist"/lib/main/*.jar; do
    case ${jar##*/} in
        io.fabric8.* | io.javaoperatorsdk.* | io.netty.* | io.vertx.*) cluster+=':$home/lib/main/'${jar##*/} ;;
        io.quarkus.* | io.smallrye.* | io.micrometer.*) ;;
        io.prometheus.* | jakarta.* | org.jboss.* | org.wildfly.* | org.eclipse.* | com.aayushatharva.* | org.jctools.*) ;;
        org.hdrhistogram.* | org.latencyutils.* | io.github.java-diff-utils.*) ;;
        *) classpath+=':$home/lib/main/'${jar##*/} ;;
    esac
done
sed "s|@CLASSPATH@|\"$classpath\"|; s|@CLUSTER@|\"$cluster\"|" tools/launchers/atlas >"$dist/bin/atlas"
cp tools/launchers/kubectl-atlas "$dist/bin/"
chmod 755 "$dist"/bin/*

# The image records its own: a cache fits one Java runtime in one place.
if [[ ${ATLAS_BUILD_CACHE:-} != none ]]; then
    tools/train-atlas.sh "$dist"
    tools/train-operator.sh "$dist"
fi
echo "$fingerprint" >"$dist/cache/fingerprint"
launchers
echo "bin/atlas and bin/atlas-operator are ready"
