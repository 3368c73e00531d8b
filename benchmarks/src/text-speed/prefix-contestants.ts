import type { TextGenerator } from '@momq/moe/text';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { decodePeerSources, installPrograms } from '../decode/decode-peers.js';
import { JsonLinesPeer } from '../json-lines-peer.js';

/** A question about a schema, as token ids. */
export interface TimedQuestion {
  /** What many questions begin with. */
  readonly prefix: readonly number[];
  readonly question: readonly number[];
  /** Tokens of the answer. */
  readonly count: number;
}

/** Milliseconds of an answer. */
export interface AnswerTimes {
  /** To its first token. */
  readonly first: number;
  /** To its last one. */
  readonly whole: number;
}

/** Someone who answers questions and keeps their prefixes. */
export interface PrefixContestant {
  readonly name: string;
  answer(question: TimedQuestion): Promise<AnswerTimes>;
  close(): Promise<void>;
}

/** This SDK. */
export function ownContestant(generator: TextGenerator): PrefixContestant {
  return {
    name: 'ours',
    async answer({ prefix, question, count }) {
      const start = performance.now();
      let first = 0;
      await generator.generate({
        prefix,
        tokens: question,
        maxNewTokens: count,
        stop: { tokens: [] },
        onToken: () => (first ||= performance.now() - start),
      });
      return { first, whole: performance.now() - start };
    },
    close: () => generator.dispose(),
  };
}

/** llama.cpp on a GGUF file. @throws Error with the reason when it cannot be installed or does not start */
export async function llamaContestant(model: string, threads: number): Promise<PrefixContestant> {
  const script = path.join(await installPrograms(), 'prefix.mjs');
  cpSync(path.join(decodePeerSources, 'prefix.mjs'), script); // beside the packages that it imports
  const peer = new JsonLinesPeer('node', [script, model, String(threads)]);
  const { name } = await peer.answer<{ name: string }>();
  return {
    name,
    answer: (question) => peer.request<AnswerTimes>(question),
    close: () => peer.close(),
  };
}
