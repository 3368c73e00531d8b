import org.neo4j.harness.Neo4jBuilders;

/** An empty Neo4j in this process; prints its Bolt address and ends with its standard input. */
public final class Server {
  public static void main(String[] arguments) throws Exception {
    try (var neo4j = Neo4jBuilders.newInProcessBuilder().withDisabledServer().build()) {
      System.out.println("MOMQ_NEO4J_URL=" + neo4j.boltURI());
      while (System.in.read() >= 0) {}
    }
    System.exit(0);
  }
}
