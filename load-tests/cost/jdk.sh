# Sets JAVA_HOME to the newest JDK found, 17 at least, as src/dev/up does: everybody who is measured runs on it. To be sourced.
newest=0
for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /)")")")" /usr/lib/jvm/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/*; do
    if [ -x "$candidate/bin/javac" ]; then
        major=$("$candidate/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = \([0-9]*\)$/\1/p')
        if [ -n "$major" ] && [ "$major" -ge 17 ] && [ "$major" -gt "$newest" ]; then
            newest=$major
            JAVA_HOME=$candidate
        fi
    fi
done
if [ "$newest" -eq 0 ]; then
    echo "a JDK 17 or newer is needed: install one (Debian: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME" >&2
    exit 1
fi
export JAVA_HOME

# Builds the project at $1 into the file $2 if something of it is newer.
build() {
    if [ ! -e "$2" ] || [ -n "$(find "$1/pom.xml" "$1/src" -newer "$2" -type f -print 2>/dev/null | head -n 1)" ]; then
        echo "building $1 with JDK $newest" >&2
        ./mvnw --batch-mode -q -f "$1/pom.xml" -DskipTests package >&2
        touch "$2"
    fi
}

# Builds the last of the modules named into its jar, with the others that it needs, if something of them is newer.
modules() {
    last=${*: -1}
    jar=load-tests/$last/target/$last.jar
    if [ ! -e "$jar" ] || [ -n "$(cd load-tests && find pom.xml "${@/%//pom.xml}" "${@/%//src}" -newer "../$jar" -type f -print 2>/dev/null | head -n 1)" ]; then
        echo "building $last with JDK $newest" >&2
        ./mvnw --batch-mode -q -f load-tests/pom.xml -pl "$last" -am -DskipTests package >&2
        touch "$jar"
    fi
}
