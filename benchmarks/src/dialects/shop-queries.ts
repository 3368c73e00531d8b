/** What the dialects write differently: the year of an order. */
const years: Readonly<Record<string, string>> = {
  sqlite: "strftime('%Y', o.placed) = '2024'",
  postgres: 'EXTRACT(YEAR FROM o.placed) = 2024',
  mysql: 'YEAR(o.placed) = 2024',
  bigquery: 'EXTRACT(YEAR FROM o.placed) = 2024',
};

const sql = (year: string, town: string): string =>
  'SELECT c.name, COUNT(DISTINCT o.id) AS orders, SUM(i.amount * i.price) AS spent FROM customer AS c ' +
  'JOIN orders AS o ON o.customer_id = c.id LEFT JOIN item AS i ON i.order_id = o.id ' +
  `WHERE o.state IN ('paid', 'sent') AND c.town = '${town}' AND ${year} ` +
  'GROUP BY c.name ORDER BY spent DESC LIMIT 20';

const graph: Readonly<Record<string, (town: string) => string>> = {
  cypher: (town) =>
    "MATCH (c:Customer)-[:PLACED]->(o:Order) WHERE o.state IN ['paid', 'sent'] " +
    `AND c.town = '${town}' AND o.year = 2024 OPTIONAL MATCH (o)-[i:CONTAINS]->(p:Product) ` +
    'WITH c.name AS name, count(DISTINCT o) AS orders, sum(i.amount * p.price) AS spent ' +
    'WHERE spent > 10 RETURN name, orders, spent ORDER BY spent DESC LIMIT 20',
  ngql: (town) =>
    'MATCH (c:customer)-[:placed]->(o:purchase) WHERE o.purchase.state IN ["paid", "sent"] ' +
    `AND c.customer.town == "${town}" OPTIONAL MATCH (o)-[i:contains]->(p:product) ` +
    'WITH c.customer.name AS name, count(DISTINCT o) AS orders, sum(i.amount * p.product.price) AS spent ' +
    'WHERE spent > 10 RETURN name, orders, spent ORDER BY spent DESC LIMIT 20',
};

/**
 * A query of some 300 characters: what each customer of a town spent.
 *
 * @param dialect - the id of a pack of this repository
 * @param number - makes the text one that nobody has parsed before
 */
export function shopQuery(dialect: string, number: number): string {
  const town = `Town ${number}`;
  return graph[dialect]?.(town) ?? sql(years[dialect] as string, town);
}
