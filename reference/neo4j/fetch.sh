#!/bin/sh
# Fetches Neo4j 5.26.0 community from Maven Central into Maven's own repository (263 jars, 147 MB; each is held to the
# checksum that Maven Central has for it), and compiles Server.java into target/ beside this script. The tests of the Cypher
# pack start it on the loopback interface, in a temporary folder.
#
# Needs Java 17 or later, with its compiler, and Maven 3.
set -eu
cd "$(dirname "$0")"
for tool in javac mvn; do
  command -v $tool >/dev/null || { echo "fetch.sh: $tool is missing; this needs a Java 17 JDK and Maven" >&2; exit 1; }
done
version=$(javac -version 2>&1 | sed 's/^javac \([0-9]*\).*/\1/')
[ "$version" -ge 17 ] || { echo "fetch.sh: expected Java 17 or later, got $version" >&2; exit 1; }
complete() {
  [ target/classes/Server.class -nt src/main/java/Server.java ] && [ target/classpath -nt pom.xml ] &&
    tr ':' '\n' <target/classpath | while read -r jar; do [ -f "$jar" ] || exit 1; done
}
complete || mvn --quiet --batch-mode --strict-checksums compile >&2 ||
  { echo 'fetch.sh: mvn compile failed; it needs Maven Central the first time' >&2; exit 1; }
echo "$PWD/start.sh"
