import type { DialectPack } from '@momq/dialect';
import { dropReason } from '../../pairs/drop-reason.js';
import { abstractQuery } from './abstract-query.js';
import type { CorpusRow } from './read-corpus.js';

/** A template and how many queries have it. */
export interface QueryTemplate {
  readonly template: string;
  readonly count: number;
}

/** What {@link collectTemplates} found. */
export interface SeedTemplates {
  readonly dialect: string;
  /** Most frequent first. */
  readonly templates: readonly QueryTemplate[];
  /** Rows of the corpus. */
  readonly rows: number;
  /** Rows whose query became a template. */
  readonly abstracted: number;
  /** Rows without one, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** The first skipped rows, by name. */
  readonly firstSkipped: readonly { readonly place: string; readonly reason: string }[];
}

/**
 * The templates of a corpus in a dialect, each once. Rows that have no query, one that the dialect's parser does not accept, or one
 * that could write are counted and passed over.
 */
export async function collectTemplates(
  corpus: AsyncIterable<CorpusRow> | Iterable<CorpusRow>,
  pack: DialectPack,
): Promise<SeedTemplates> {
  const parser = await pack.createParser();
  const counts = new Map<string, number>();
  const skipped = new Map<string, number>();
  const firstSkipped: { place: string; reason: string }[] = [];
  let rows = 0;
  let abstracted = 0;
  const skip = (place: string, reason: string): void => {
    skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    if (firstSkipped.length < 20) firstSkipped.push({ place, reason });
  };
  for await (const { place, query, problem } of corpus) {
    rows += 1;
    if (query === undefined) {
      skip(place, problem ?? 'no query');
      continue;
    }
    try {
      if (!parser.parse(query).readOnly) {
        skip(place, 'does not only read');
        continue;
      }
      const template = abstractQuery(query, pack, parser);
      counts.set(template, (counts.get(template) ?? 0) + 1);
      abstracted += 1;
    } catch (error) {
      skip(place, dropReason(error));
    }
  }
  const templates = [...counts]
    .map(([template, count]) => ({ template, count }))
    .sort((a, b) => b.count - a.count || (a.template < b.template ? -1 : 1));
  const bySize = Object.fromEntries([...skipped].sort((a, b) => b[1] - a[1]));
  return { dialect: pack.id, templates, rows, abstracted, skipped: bySize, firstSkipped };
}
