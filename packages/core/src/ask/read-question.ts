import { ConfigError } from '@momq/dialect';
import { QuestionError, QuestionTooLongError } from './ask-errors.js';

/** UTF-16 code units of a question at most: about 700 words, several times what a person asks. */
export const maxQuestionLength = 4096;

/**
 * The question as every stage reads it: without blanks around it, and with a blank for each control character and each half of a
 * surrogate pair, which no engine takes.
 *
 * @param name - what the errors call it
 * @throws {@link ConfigError} for what is no text, {@link QuestionTooLongError} beyond {@link maxQuestionLength},
 *   {@link QuestionError} for a text without a letter or a digit
 */
export function readQuestion(question: unknown, name = 'question'): string {
  if (typeof question !== 'string')
    throw new ConfigError(
      `${name}: expected text, got ${typeof question}. Pass what the person asked.`,
    );
  if (question.length > maxQuestionLength)
    throw new QuestionTooLongError(name, maxQuestionLength, question.length);
  const text = question.replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(text)) throw new QuestionError();
  return text;
}
