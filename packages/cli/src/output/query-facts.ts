import type { DialectPack, TutorialPage } from '@momq/dialect';
import type { Database, QueryAnalysis } from '@momq/core';
import { escapeControls } from '@momq/core/execution';
import type { Output } from './output.js';

/** What the dialect tells of a query before it runs: for people who read it before they rely on it. */
export interface QueryFacts extends Pick<
  QueryAnalysis,
  'relations' | 'columns' | 'functions' | 'literals' | 'keywords'
> {
  /** Keywords that set the dialect apart. */
  readonly specific: readonly string[];
  /** Tutorial pages about what the query uses. */
  readonly pages: readonly Pick<TutorialPage, 'keyword' | 'title' | 'prose'>[];
  /** The engine's plan, where it tells one. */
  readonly plan?: string;
  /** What the engine expects of it, where it tells. */
  readonly estimate?: Awaited<ReturnType<NonNullable<Database['estimate']>>>;
}

/** Pages shown at most. */
const maxPages = 3;

/** Reads a query of the pack's dialect by its parser, its tutorials and the database's engine. Nothing runs. */
export async function queryFacts(
  query: string,
  pack: DialectPack,
  database: Database,
): Promise<QueryFacts> {
  const parser = await pack.createParser();
  const { relations, columns, functions, literals, keywords } = parser.parse(query);
  const used = new Set([...keywords, ...functions].map((word) => word.toUpperCase()));
  const plan = await database.explain?.(query);
  const estimate = await database.estimate?.(query);
  return {
    relations,
    columns,
    functions,
    literals,
    keywords,
    specific: pack.keywords.specific.filter((keyword) => used.has(keyword)),
    pages: pack.tutorials.pages
      .filter(({ keyword }) => used.has(keyword.toUpperCase()))
      .slice(0, maxPages)
      .map(({ keyword, title, prose }) => ({ keyword, title, prose })),
    ...(plan !== undefined && { plan }),
    ...(estimate !== undefined && { estimate }),
  };
}

/** One line a fact; facts that there are none of are left out. */
export function printQueryFacts(facts: QueryFacts, output: Output): void {
  const { relations, columns, functions, literals, specific, estimate = {} } = facts;
  const lists: readonly (readonly [string, readonly (string | number)[]])[] = [
    ['reads', relations],
    ['fields', columns],
    ['functions', functions],
    ['values', literals],
    ['only here', specific],
    ['expects', Object.entries(estimate).map(([name, value]) => `${value} ${name}`)],
  ];
  for (const [title, list] of lists)
    if (list.length > 0)
      output.print(`  ${title.padEnd(9)}  ${escapeControls([...new Set(list)].join(', '))}`);
  for (const { keyword, title, prose } of facts.pages)
    output.print(`  ${keyword.padEnd(9)}  ${title}: ${prose}`);
  for (const line of facts.plan?.split('\n') ?? [])
    output.print(`  plan       ${escapeControls(line)}`);
}
