import { jointLora } from '@momq/moe';
import { trainLanguageModel, type TrainingSample } from '@momq/moe/text';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inCaseFolder } from '../engine/case-folder.js';
import type { Round } from '../engine/contest.js';
import { halfBillionDecoder } from '../engine/decoder-config.js';
import { JsonLinesPeer } from '../json-lines-peer.js';
import { measurement, median, type Measurement } from '../measurement.js';
import { randomBase } from '../moe/random-base.js';
import { pythonProgram, whyNoPyTorch } from '../pytorch-peer.js';
import type { BenchCase, Suite } from '../suite.js';

const peerScript = fileURLToPath(new URL('../../peers/lora_train.py', import.meta.url));
const schemaTokens = 450;
const promptTokens = 35;
const answerTokens = 30;
const rowQuestions = 12;
const threads = 2;
const rank = 16;

/** Token ids that differ from `seed` to `seed`; what they mean takes no part in how long they take. */
function ids(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, i) => 100 + ((i * 7 + seed * 13) % 5000));
}

/** Questions about one schema, all of one length. */
function questions(count: number): TrainingSample[] {
  const prefix = ids(schemaTokens, 0);
  return Array.from({ length: count }, (_, i) => ({
    id: `question ${i}`,
    dialect: 'sqlite',
    prefix,
    prompt: ids(promptTokens, i + 1),
    answer: ids(answerTokens - 1, i + 5001),
  }));
}

/** Questions a second of updates after the first, which compiles. */
async function ownSpeed(perUpdate: number, updates: number): Promise<number> {
  const base = await randomBase();
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-text-train-'));
  const logPath = path.join(folder, 'log.jsonl');
  const shared = perUpdate > 1;
  try {
    await trainLanguageModel({
      base,
      mixture: { ...jointLora({ rank, dropout: 0 }), activation: 'after-prefix' },
      samples: questions(perUpdate * (updates + 1)),
      unknownDialect: 'error',
      batchSize: 1,
      maxLength: schemaTokens + promptTokens + answerTokens,
      ...(shared && { sharedRowLength: perUpdate * (promptTokens + answerTokens) }),
      totalSteps: updates + 1,
      optimizer: { learningRate: 1e-4, emaDecay: null },
      threads,
      logPath,
      logEverySteps: 1,
    });
    const lines = readFileSync(logPath, 'utf8').trim().split('\n').slice(1);
    return median(
      lines.map((line) => (JSON.parse(line) as { samplesPerSecond: number }).samplesPerSecond),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Questions a second of transformers with PEFT, one question a row. */
async function peftSpeed(folder: string, dtype: string): Promise<{ name: string; value: number }> {
  const peer = new JsonLinesPeer(pythonProgram, [
    ...[peerScript, folder, '--threads', `${threads}`, '--dtype', dtype],
  ]);
  try {
    const { name } = await peer.answer<{ name: string }>();
    await peer.request<Round>({ measure: 1 });
    const { seconds } = await peer.request<Required<Round>>({ measure: 3 });
    return { name: `${name}, ${dtype}`, value: 1 / median(seconds) };
  } finally {
    await peer.close();
  }
}

const rowsCase: BenchCase = {
  description:
    `LoRA training (rank ${rank} on every linear layer, AdamW) on a frozen base of Qwen2.5-0.5B shapes with random weights, ${threads} threads, float32: ` +
    `questions of ${promptTokens} tokens with answers of ${answerTokens} about one schema of ${schemaTokens}, ${rowQuestions} in a row behind the schema's kept keys and values, beside one question a row, and beside transformers with PEFT, which reads one question a row. Questions a second, medians of the updates after the first.`,
  async run(progress) {
    progress('rows of one question');
    const single = await ownSpeed(1, 3);
    progress(`rows of ${rowQuestions} questions`);
    const shared = await ownSpeed(rowQuestions, 3);
    const figures: Measurement[] = [
      speed('rows of one question', single),
      speed(`rows of ${rowQuestions} questions`, shared),
      measurement(
        `training speed, rows of ${rowQuestions} questions / of one`,
        { value: shared / single, unit: '×' },
        { atLeast: 2.5 },
      ),
    ];
    const reason = await whyNoPyTorch('torch, transformers, peft, safetensors');
    if (reason !== null) {
      progress(`PEFT is skipped: ${reason}`);
      return figures;
    }
    const peers = await inCaseFolder(
      {
        config: halfBillionDecoder,
        batch: 1,
        tokens: schemaTokens + promptTokens + answerTokens,
        lora: { rank, alpha: 2 * rank },
        seed: 0,
      },
      async (folder) => {
        progress('PEFT in float32');
        const exact = await peftSpeed(folder, 'float32');
        progress('PEFT in bfloat16');
        return { exact, half: await peftSpeed(folder, 'bfloat16') };
      },
    );
    return [
      ...figures,
      speed(peers.exact.name, peers.exact.value),
      speed(peers.half.name, peers.half.value),
      measurement(
        'training speed, rows of one question, ours / PEFT in float32',
        { value: single / peers.exact.value, unit: '×' },
        { atLeast: 1.5 },
      ),
      measurement(
        `training speed, ours in rows of ${rowQuestions} questions / PEFT in float32`,
        { value: shared / peers.exact.value, unit: '×' },
        'report only',
      ),
      measurement(
        `training speed, ours in rows of ${rowQuestions} questions and float32 / PEFT in bfloat16`,
        { value: shared / peers.half.value, unit: '×' },
        'report only',
      ),
    ];
  },
};

function speed(name: string, value: number): Measurement {
  return measurement(name, { value, unit: 'questions/s' }, 'report only');
}

/** How fast adapters of a language model are trained on questions that share a schema. */
export const textTrainSuite: Suite = {
  description: 'Training of adapters on questions about one schema.',
  cases: { rows: rowsCase },
};
