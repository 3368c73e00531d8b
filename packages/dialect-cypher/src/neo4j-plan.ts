import neo4j, { type Driver } from 'neo4j-driver';
import type { QueryEstimate } from '@momq/dialect';

/** One operator of Neo4j's plan. */
export interface Neo4jPlan {
  readonly operatorType: string;
  readonly arguments: { readonly [key: string]: unknown };
  readonly children: readonly Neo4jPlan[];
}

/** Neo4j's plan of a query that is known to read only; nothing runs. */
export async function planOf(
  driver: Driver,
  database: string | undefined,
  text: string,
  parameters: object,
): Promise<Neo4jPlan | undefined> {
  const session = driver.session({
    defaultAccessMode: neo4j.session.READ,
    ...(database !== undefined && { database }),
  });
  try {
    const explained = `EXPLAIN ${text.replace(/^\s*(EXPLAIN|PROFILE)\b/i, '')}`;
    const { summary } = await session.executeRead((transaction) =>
      transaction.run(explained, parameters),
    );
    return summary.plan || undefined;
  } finally {
    session.close().catch(() => undefined);
  }
}

/** A plan as text, one operator a line, what feeds it indented below it. */
export function planText(plan: Neo4jPlan): string {
  return planLines(plan, 0).join('\n');
}

/** The rows that the planner expects. */
export function planEstimate(plan: Neo4jPlan): QueryEstimate {
  const rows = Number(plan.arguments['EstimatedRows']);
  return Number.isFinite(rows) ? { rows } : {};
}

function planLines(plan: Neo4jPlan, depth: number): string[] {
  const details = plan.arguments['Details'];
  const line = `${'  '.repeat(depth)}${plan.operatorType}${typeof details === 'string' ? ` ${details}` : ''}`;
  return [line, ...plan.children.flatMap((child) => planLines(child, depth + 1))];
}
