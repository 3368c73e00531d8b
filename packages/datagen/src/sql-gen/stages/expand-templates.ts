import type { DialectPack, QueryParser, TutorialPage } from '@momq/dialect';
import { z } from 'zod';
import { dropReason } from '../../pairs/drop-reason.js';
import { Random } from '../../generated/random.js';
import type { AskedModel } from '../model/asked-model.js';
import { readTemplate } from '../seeds/parsable-template.js';
import { counting, inOrder } from '../../pairs/in-order.js';
import type { Patience } from './patience.js';
import type { Prompt } from '../../prompt-file.js';

const answer = z.object({ reasoning: z.string().optional(), query_template: z.string().min(1) });

/** What {@link expandTemplates} works with. */
export interface Expansion {
  readonly pack: DialectPack;
  readonly parser: QueryParser;
  readonly seeds: readonly string[];
  /** New templates wanted. */
  readonly count: number;
  readonly seed: number;
  readonly concurrency: number;
  readonly writer: AskedModel;
  readonly prompt: Prompt;
  readonly patience: Patience;
  /** Called with each answer that is no template. */
  readonly reject: (reason: string, text: string) => Promise<void>;
  readonly onProgress: (done: number) => void;
}

/** A template that a model wrote, and the page that it was shown. */
export interface ExpandedTemplate {
  readonly template: string;
  readonly keyword: string;
}

/**
 * New templates: a random known one and a random page of the dialect's tutorials go to the model; what it writes is kept when the
 * dialect's parser accepts it, it only reads, and it is new. At most five answers are asked for per template wanted.
 *
 * @remarks Source: SQL-GEN (arXiv:2408.12733), section 3.2.
 */
export async function* expandTemplates(work: Expansion): AsyncGenerator<ExpandedTemplate> {
  const { pack, seeds, count, concurrency, patience, reject } = work;
  if (count === 0 || pack.tutorials.pages.length === 0) return;
  const known = new Set(seeds);
  let kept = 0;
  for await (const result of inOrder(counting(count * 5 + 20), concurrency, (index) =>
    expand(work, index),
  )) {
    if (result.reason !== undefined) {
      await reject(result.reason, result.text);
      patience.unusable(result.reason);
      continue;
    }
    patience.usable();
    if (known.has(result.template!)) {
      await reject('template known already', result.text);
      continue;
    }
    known.add(result.template!);
    yield { template: result.template!, keyword: result.keyword };
    kept += 1;
    work.onProgress(kept);
    if (kept === count) return;
  }
}

interface Expanded {
  readonly text: string;
  readonly keyword: string;
  readonly template?: string;
  readonly reason?: string;
}

async function expand(work: Expansion, index: number): Promise<Expanded> {
  const { pack, parser, seeds, prompt, writer } = work;
  const random = new Random(work.seed * 1_000_003 + index);
  const page = random.pick(pack.tutorials.pages);
  const { keyword } = page;
  const read = await writer.ask({
    item: `template ${index}`,
    prompt: prompt({
      dialect: pack.displayName,
      version: pack.version,
      template: random.pick(seeds),
      keyword,
      title: page.title,
      prose: page.prose,
      examples: examplesOf(page),
    }),
    schema: answer,
  });
  if ('problem' in read) return { text: read.text, keyword, reason: `no answer: ${read.problem}` };
  const text = read.value.query_template;
  try {
    const template = readTemplate(text, pack, parser);
    return { text, keyword, template };
  } catch (error) {
    return { text, keyword, reason: dropReason(error) };
  }
}

function examplesOf({ examples }: TutorialPage): string {
  return examples.map(({ question, query }) => `${question}\n${query}`).join('\n\n');
}
