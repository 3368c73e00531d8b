import type { DialectPack } from '@momq/dialect';
import { dropReason } from '../pairs/drop-reason.js';
import { abstractQuery } from '../sql-gen/seeds/abstract-query.js';
import type { QueryTemplate } from '../sql-gen/seeds/collect-templates.js';
import type { CorpusRow } from '../sql-gen/seeds/read-corpus.js';
import { queryJoins } from './query-joins.js';

/** A keyword, and how many queries have it. */
export interface KeywordCount {
  readonly keyword: string;
  readonly count: number;
  /** The dialect's own, see `DialectKeywords.specific`. */
  readonly specific: boolean;
}

/** How many of the dialect's own keywords that a query can have occur in a corpus. */
export interface KeywordCoverage {
  readonly possible: number;
  readonly found: number;
  readonly missing: readonly string[];
}

/** How varied the queries of a corpus are. */
export interface CorpusDiversity {
  readonly dialect: string;
  readonly rows: number;
  /** Queries that only read and that the dialect's parser accepts; all counts are of these. */
  readonly queries: number;
  /** Rows without one, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** The first skipped rows. */
  readonly firstSkipped: readonly { readonly place: string; readonly reason: string }[];
  /** Most frequent first. */
  readonly keywords: readonly KeywordCount[];
  /** Keywords of the dialect's own that no query has. */
  readonly missingSpecific: readonly string[];
  /** How many of those that a query can have occur, see `DialectKeywords.inQueries`. */
  readonly coverage: KeywordCoverage;
  /** Queries with a keyword of the dialect's own. */
  readonly specificQueries: number;
  /** Different queries. */
  readonly distinctQueries: number;
  /** Most frequent first. */
  readonly templates: readonly QueryTemplate[];
  /** Queries by their number of joins, from none. */
  readonly joins: readonly number[];
}

/**
 * Measures a corpus: keywords, queries that only this dialect says so, templates and joins. What cannot be read is counted and named.
 * Counts of unlike sizes say little: compare samples of one size, see {@link sampleCorpus}.
 *
 * @remarks Source: Pourreza et al. 2024, arXiv:2408.12733, figure 5 (unique keywords, queries with the dialect's own; samples of
 * 60,000, queries that do not read dropped). Differs: templates and joins besides; keywords are those that the pack lists.
 */
export async function measureDiversity(
  corpus: AsyncIterable<CorpusRow> | Iterable<CorpusRow>,
  pack: DialectPack,
): Promise<CorpusDiversity> {
  const parser = await pack.createParser();
  const known = new Set(pack.keywords.all);
  const own = new Set(pack.keywords.specific);
  const [keywords, templates, skipped] = [new Counts(), new Counts(), new Counts()];
  const distinct = new Set<string>();
  const firstSkipped: { place: string; reason: string }[] = [];
  const joins: number[] = [];
  let [rows, queries, specificQueries] = [0, 0, 0];
  const skip = (place: string, reason: string): void => {
    skipped.add(reason);
    if (firstSkipped.length < 20) firstSkipped.push({ place, reason });
  };
  for await (const { place, query, problem } of corpus) {
    rows += 1;
    if (query === undefined) {
      skip(place, problem ?? 'no query');
      continue;
    }
    let template: string;
    let found: ReadonlySet<string>;
    try {
      const analysis = parser.parse(query);
      if (!analysis.readOnly) {
        skip(place, `does not only read: ${analysis.reason ?? ''}`);
        continue;
      }
      template = abstractQuery(query, pack, parser);
      found = new Set(
        [...analysis.keywords, ...analysis.functions]
          .map((word) => word.toUpperCase())
          .filter((word) => known.has(word)),
      );
    } catch (error) {
      skip(place, dropReason(error));
      continue;
    }
    queries += 1;
    distinct.add(query);
    templates.add(template);
    for (const keyword of found) keywords.add(keyword);
    if ([...found].some((keyword) => own.has(keyword))) specificQueries += 1;
    const steps = queryJoins(query, pack.family);
    joins[steps] = (joins[steps] ?? 0) + 1;
  }
  return {
    dialect: pack.id,
    rows,
    queries,
    skipped: Object.fromEntries(skipped.sorted()),
    firstSkipped,
    keywords: keywords
      .sorted()
      .map(([keyword, count]) => ({ keyword, count, specific: own.has(keyword) })),
    missingSpecific: [...own].filter((keyword) => !keywords.has(keyword)).sort(),
    coverage: coverageOf(pack, keywords),
    specificQueries,
    distinctQueries: distinct.size,
    templates: templates.sorted().map(([template, count]) => ({ template, count })),
    joins: Array.from(joins, (count: number | undefined) => count ?? 0),
  };
}

function coverageOf({ keywords }: DialectPack, found: Counts): KeywordCoverage {
  const possible = keywords.inQueries ?? keywords.specific;
  const missing = possible.filter((keyword) => !found.has(keyword));
  return { possible: possible.length, found: possible.length - missing.length, missing };
}

class Counts {
  readonly #counts = new Map<string, number>();

  add(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  has(key: string): boolean {
    return this.#counts.has(key);
  }

  /** Most frequent first, then by name. */
  sorted(): [string, number][] {
    return [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }
}
