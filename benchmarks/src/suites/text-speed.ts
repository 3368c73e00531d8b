import { loadBase } from '@momq/moe/bases';
import { createTextGenerator, type TextGenerator } from '@momq/moe/text';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { measurement, median, type Bound, type Measurement } from '../measurement.js';
import type { BenchCase, Suite } from '../suite.js';
import {
  llamaContestant,
  ownContestant,
  type AnswerTimes,
  type PrefixContestant,
} from '../text-speed/prefix-contestants.js';

const baseName = 'qwen2.5-coder-0.5b';
const rounds = 5;
const schemaTokens = 600;
const questionTokens = 30;
const answerTokens = 40;
const users = 16;

/** Token ids that differ from `seed` to `seed`; what they mean takes no part in how long they take. */
function ids(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, i) => 100 + ((i * 7 + seed * 13) % 5000));
}

async function ownGenerator(): Promise<{ generator: TextGenerator; file: string }> {
  const base = await loadBase(baseName);
  const generator = await createTextGenerator(
    { config: base.config, base, tokenizer: null },
    { quantization: 'int4', prefixCache: { folder: false } },
  );
  const file = readdirSync(base.folder).find((name) => name.endsWith('.gguf')) as string;
  return { generator, file: join(base.folder, file) };
}

const questionCase: BenchCase = {
  description:
    `Qwen2.5-Coder-0.5B, ours in int4 and llama.cpp on the same GGUF file (Q4_K_M), all cores, in turn in ${rounds} rounds after one that warms up: ` +
    `a schema of ${schemaTokens} tokens and a question of ${questionTokens}, new and with the schema kept, ${answerTokens} tokens answered greedily. Medians; ratios are medians of the rounds.`,
  async run(progress) {
    const { generator, file } = await ownGenerator();
    const contestants: PrefixContestant[] = [ownContestant(generator)];
    const cold = new Map<PrefixContestant, AnswerTimes[]>();
    const warm = new Map<PrefixContestant, AnswerTimes[]>();
    try {
      try {
        contestants.push(await llamaContestant(file, availableParallelism()));
      } catch (error) {
        progress(`llama.cpp is skipped: ${String(error)}`);
      }
      for (let round = 0; round <= rounds; round += 1) {
        progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
        for (const each of contestants) {
          const prefix = ids(schemaTokens, 100 + round);
          const asked = (seed: number) => ({
            prefix,
            question: ids(questionTokens, seed),
            count: answerTokens,
          });
          const times = [await each.answer(asked(1)), await each.answer(asked(2))] as const;
          if (round === 0) continue;
          cold.set(each, [...(cold.get(each) ?? []), times[0]]);
          warm.set(each, [...(warm.get(each) ?? []), times[1]]);
        }
      }
    } finally {
      for (const each of contestants) await each.close();
    }
    const figures: [string, Map<PrefixContestant, AnswerTimes[]>, keyof AnswerTimes, number][] = [
      ['first token, schema new', cold, 'first', 2.5],
      ['first token, schema kept', warm, 'first', 0.25],
      [`${answerTokens} tokens, schema kept`, warm, 'whole', 1],
    ];
    const [own, other] = contestants as [PrefixContestant, PrefixContestant?];
    return figures.flatMap(([name, times, part, atMost]) => {
      const of = (each: PrefixContestant): number[] =>
        (times.get(each) ?? []).map((time) => time[part] / 1000);
      const seconds = (each: PrefixContestant, bound: Bound | 'report only'): Measurement =>
        measurement(`${name}, ${each.name}`, { value: median(of(each)), unit: 's' }, bound);
      if (other === undefined) return [seconds(own, { atMost })];
      const ratios = of(other).map((theirs, i) => theirs / (of(own)[i] as number));
      return [
        seconds(own, { atMost }),
        seconds(other, 'report only'),
        measurement(
          `${name}, speed of ours / ${other.name}`,
          { value: median(ratios), unit: '×' },
          { atLeast: 1 },
        ),
      ];
    });
  },
};

const usersCase: BenchCase = {
  description: `${users} users with questions of ${questionTokens} tokens on one schema of ${schemaTokens} that is kept, ${answerTokens} tokens answered to each: together and one after the other. The bare base in int4, all cores; after one round that warms up, the median ratio of three.`,
  async run(progress) {
    const { generator } = await ownGenerator();
    const own = ownContestant(generator);
    const prefix = ids(schemaTokens, 1);
    const ask = (seed: number) =>
      own.answer({ prefix, question: ids(questionTokens, seed), count: answerTokens });
    const ratios: number[] = [];
    const together: number[] = [];
    try {
      for (let round = 0; round <= 3; round += 1) {
        progress(round === 0 ? 'warming up' : `round ${round} of 3`);
        const seeds = Array.from({ length: users }, (_, i) => round * users + i);
        const start = performance.now();
        await Promise.all(seeds.map(ask));
        const middle = performance.now();
        for (const seed of round === 0 ? seeds.slice(0, 1) : seeds) await ask(seed);
        if (round === 0) continue;
        together.push((middle - start) / 1000);
        ratios.push((performance.now() - middle) / (middle - start));
      }
    } finally {
      await own.close();
    }
    return [
      measurement(`${users} users together`, { value: median(together), unit: 's' }, 'report only'),
      measurement(
        `throughput of ${users} users together / one after the other`,
        { value: median(ratios), unit: '×' },
        { atLeast: 4 },
      ),
    ];
  },
};

/** How fast a language model answers about a schema that was read before. */
export const textSpeedSuite: Suite = {
  description: 'Questions to a language model on a schema that is new, kept, or shared by users.',
  cases: { question: questionCase, users: usersCase },
};
