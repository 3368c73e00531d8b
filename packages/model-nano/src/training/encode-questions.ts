import type { DatabaseSchema } from '@momq/dialect';
import { schemaItems } from '@momq/core/linking';
import type { SentenceEncoder } from '@momq/model-minilm';
import { itemText, wordText } from '../prefix/prefix-texts.js';
import type { TrainingQuestion } from './training-question.js';
import type { TrainingVectors } from './training-vectors.js';

/** Encodes every text that questions and schemas need and that the vectors do not hold yet. */
export async function encodeQuestions(
  questions: Iterable<TrainingQuestion>,
  schemas: readonly DatabaseSchema[],
  options: {
    readonly vectors: TrainingVectors;
    readonly encoder: SentenceEncoder;
    /** Called with the number of encoded and of all missing inputs. */
    readonly report?: (done: number, all: number) => void;
  },
): Promise<void> {
  const texts = new Set(schemas.flatMap((schema) => schemaItems(schema).map(itemText)));
  const sentences = new Map<string, readonly string[]>();
  for (const question of questions) {
    sentences.set(
      question.question,
      question.words.map(({ text }) => text),
    );
    for (const word of question.words) texts.add(wordText(word));
    for (const { item } of question.candidates) texts.add(itemText(item));
    for (const { schema } of question.targets.values())
      for (const { name } of schema.links) texts.add(itemText({ kind: 'link', link: name }));
  }
  await options.vectors.encode(options.encoder, texts, sentences, options.report);
}
