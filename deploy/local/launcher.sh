# Shared by deploy/up, deploy/down, deploy/token, deploy/import and deploy/trials: finds Java, builds what is not built, runs a class of the launcher.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
launcher=$home/deploy/local/target/tierline-local.jar
services=(call-service grading-service analytics-service)

die() {
    echo "$1" >&2
    exit 1
}

# Sets $java to the JDK's java: that of JAVA_HOME, or else the one on the PATH.
find_java() {
    java=java
    if [[ -n ${JAVA_HOME:-} ]]; then java=$JAVA_HOME/bin/java; fi
    local version
    version=$("$java" -version 2>&1) ||
        die "No Java at ${JAVA_HOME:-the PATH}. Tierline needs a JDK 17 or newer; point JAVA_HOME to one."
    # openjdk version "17.0.15" …, openjdk version "25" …, java version "1.8.0_202"
    [[ $version =~ \"([0-9]+) ]] && ((BASH_REMATCH[1] >= 17)) ||
        die "Tierline needs a JDK 17 or newer, and $(command -v "$java") is: ${version%%$'\n'*}"
}

# built <artefact> <source>...: whether the artefact is there and none of the sources is newer.
built() {
    local artefact=$1
    shift
    [[ -e $artefact && -z $(find "$@" "$home/pom.xml" -newer "$artefact" -print -quit) ]]
}

artefact() {
    case $1 in
        deploy/local) echo "$launcher" ;;
        deploy/trials) echo "$home/deploy/trials/target/tierline-trials.jar" ;;
        *) echo "$home/$1/target/quarkus-app/quarkus-run.jar" ;;
    esac
}

launcher_built() {
    built "$(artefact deploy/local)" "$home/deploy/local/src/main" "$home/deploy/local/pom.xml"
}

trials_built() {
    built "$(artefact deploy/trials)" "$home/deploy/trials/src/main" "$home/deploy/trials/pom.xml"
}

service_built() {
    built "$(artefact "$1")" \
        "$home/$1/src/main" "$home/$1/pom.xml" "$home/service-kit/src/main" "$home/service-kit/pom.xml"
}

# build_missing: the launcher and the services, as far as they are not built, and the modules of $more.
build_missing() {
    local missing=("${more[@]}") service
    launcher_built || missing+=(deploy/local)
    for service in "${services[@]}"; do
        service_built "$service" || missing+=("$service")
    done
    if ((${#missing[@]})); then build "${missing[@]}"; fi
}
more=()

# build <module>...: with all that the modules need. What Maven says goes to standard error: token's output is the token.
build() {
    "$java" --list-modules | grep -q '^jdk.compiler' ||
        die "Building Tierline needs a JDK, and $(command -v "$java") is a Java without a compiler; point JAVA_HOME to a JDK 17 or newer."
    echo "Building $* (the first time takes some minutes) …" >&2
    local modules
    modules=$(IFS=,; echo "$*")
    (cd "$home" && ./mvnw -q -B -DskipTests -Dspotless.check.skip -pl "$modules" -am package) >&2 ||
        die "The build failed; what Maven said stands above."
    # Maven leaves a jar alone that would come out the same; without this it would stay older than its sources.
    local module
    for module; do touch "$(artefact "$module")"; done
}

# launch <class> <argument>...: the launcher is small and runs for days or for a blink, so no heap (unless $heap says more)
# and no optimising.
launch() {
    exec "$java" "-Xmx${heap:-128m}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
        -Dtierline.home="$home" -Dorg.slf4j.simpleLogger.defaultLogLevel=off \
        -cp "$launcher:$home/deploy/local/target/lib/*" "io.tierline.local.$1" "${@:2}"
}
