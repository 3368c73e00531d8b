import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.harness.Neo4jBuilders;

/**
 * A Neo4j in this process; prints its Bolt address and ends with its standard input. Arguments are statements that fill it. Where
 * MOMQ_NEO4J_PASSWORD is set, it wants that of the user neo4j.
 */
public final class Server {
  public static void main(String[] statements) throws Exception {
    var password = System.getenv("MOMQ_NEO4J_PASSWORD");
    var builder =
        Neo4jBuilders.newInProcessBuilder()
            .withDisabledServer()
            .withConfig(GraphDatabaseSettings.auth_enabled, password != null);
    for (var statement : statements) builder.withFixture(statement);
    try (var neo4j = builder.build()) {
      if (password != null)
        neo4j
            .databaseManagementService()
            .database("system")
            .executeTransactionally(
                "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
                java.util.Map.of("password", password));
      System.out.println("MOMQ_NEO4J_URL=" + neo4j.boltURI());
      while (System.in.read() >= 0) {}
    }
    System.exit(0);
  }
}
