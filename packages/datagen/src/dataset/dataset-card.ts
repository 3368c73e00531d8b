import { splits } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';

/** How a data set was made, as lines of its card: `{ seed: '1', model: 'qwen' }`. */
export type Provenance = Readonly<Record<string, string>>;

const madeWith = 'made with `momq datagen`';

/** Whether a text is a card that {@link DatasetCard} wrote. */
export function isCard(text: string): boolean {
  return text.startsWith('---\n') && text.includes(madeWith);
}

/** Counts what the card of a data set says about its pairs. */
export class DatasetCard {
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #sources = new Map<string, number>();
  readonly #databases = new Map<string, Set<string>>();
  #total = 0;

  add({ dialect, split, source, licence, dbId }: TrainingPair): void {
    const bySplit = this.#counts.get(dialect) ?? new Map<string, number>();
    this.#counts.set(dialect, bySplit);
    bySplit.set(split, (bySplit.get(split) ?? 0) + 1);
    const kind = `${source.split('/', 1)[0]} | ${licence}`;
    this.#sources.set(kind, (this.#sources.get(kind) ?? 0) + 1);
    const databases = this.#databases.get(split) ?? new Set<string>();
    this.#databases.set(split, databases.add(dbId));
    this.#total += 1;
  }

  /** The card as Markdown with the front matter that the Hugging Face hub reads. */
  text(formats: readonly string[], provenance: Provenance): string {
    const present = splits.filter((split) => this.#databases.has(split));
    const row = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;
    const header = (cells: readonly string[]): string =>
      `${row(cells)}\n${row(cells.map(() => '---'))}`;
    const files = formats.includes('parquet') ? 'parquet' : 'jsonl';
    return `---
language: en
license: ${this.#licence()}
task_categories:
  - text-generation
tags:
  - text-to-sql
  - synthetic
configs:
${[...this.#counts.keys()].map((id) => `  - config_name: ${id}\n    data_files: ${id}.${files}`).join('\n')}
---

# Questions and queries

${this.#total} pairs of an English question and a query that was run and answers it, ${madeWith}.

## Pairs

${header(['dialect', ...present])}
${[...this.#counts].map(([id, bySplit]) => row([id, ...present.map((split) => bySplit.get(split) ?? 0)])).join('\n')}
${row(['databases', ...present.map((split) => this.#databases.get(split)!.size)])}

No database is in two splits.

## Sources and licences

${header(['source', 'licence', 'pairs'])}
${[...this.#sources].map(([kind, count]) => row([kind, count])).join('\n')}

Every pair names its source and its licence.

## How it was made

${Object.entries(provenance)
  .map(([name, value]) => `- ${name}: ${value}`)
  .join('\n')}

\`report.json\` has what was dropped, with the reasons.

## Files

- \`<dialect>.jsonl\`: a pair a line: \`id\` (the same for one question in every dialect), \`source\`, \`licence\`, \`dbId\`, \`split\`, \`question\`, \`dialect\`, \`query\`, \`logical\` (the query in MoMQ's logical form, where it has one), \`rows\` (the first 50 of the result), \`rowCount\`
${formats.includes('parquet') ? '- `<dialect>.parquet`: the same; `logical` and `rows` are JSON in text\n' : ''}${formats.includes('chat') ? '- `chat/<dialect>.<split>.jsonl`: `messages` of system, user and assistant, for trainers of chat models\n' : ''}- \`databases/<dbId>.json\`: schema and rows, where the databases were made with the pairs
`;
  }

  /** The hub's name of the licence, `other` where there are several, or it has none. */
  #licence(): string {
    const licences = new Set([...this.#sources.keys()].map((kind) => kind.split(' | ')[1]!));
    const [only] = licences;
    return licences.size === 1 && /^[\w.-]+$/.test(only!) ? only!.toLowerCase() : 'other';
  }
}
