#!/bin/sh
# Starts Neo4j 5.26 on a free port, prints MOMQ_NEO4J_URL=bolt://…, and stops when its standard input ends.
# Needs Java 17 and, the first time, Maven with network (about 150 MB).
set -e
cd "$(dirname "$0")"
[ -f target/classpath ] || mvn -q compile
exec java -Xmx512m \
  --add-opens=java.base/java.nio=ALL-UNNAMED \
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
  --add-opens=java.base/java.lang=ALL-UNNAMED \
  -cp "target/classes:$(cat target/classpath)" Server
