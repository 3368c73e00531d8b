#!/bin/sh
# Starts Neo4j 5.26 on a free port of the loopback interface, prints MOMQ_NEO4J_URL=bolt://…, and stops when its standard input
# ends. Arguments are statements that fill it; MOMQ_NEO4J_PASSWORD makes it want that of the user neo4j. fetch.sh gets what it
# needs. One compiler and one collector: half the processor time of a short life.
set -e
cd "$(dirname "$0")"
exec java -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
  --add-opens=java.base/java.nio=ALL-UNNAMED \
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
  --add-opens=java.base/java.lang=ALL-UNNAMED \
  -cp "target/classes:$(cat target/classpath)" Server "$@"
