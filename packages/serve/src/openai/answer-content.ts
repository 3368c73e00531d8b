import type { Answer, QueryAnswer } from '@momq/core';
import { fenced, plainSentence, rowTable } from './markdown.js';

/**
 * An answer as Markdown, in parts: the query in a fence; its first rows; what it does, and what is unsure. A declined question has its
 * reason and what may have been meant.
 */
export function answerContent(answer: Answer): readonly string[] {
  if (answer.status === 'declined') {
    const { sentence, suggestions } = answer.reason;
    const meant =
      suggestions.length === 0
        ? ''
        : `\n\nDid you mean ${suggestions.map(plainSentence).join(', ')}?`;
    return [plainSentence(sentence) + meant];
  }
  // every relational dialect is one of SQL to those that colour code
  const language = /^\s*(select|with|values)\b/i.test(answer.query) ? 'sql' : answer.dialect;
  const remarks = remarksOn(answer);
  return [
    fenced(answer.query, language),
    `\n\n${rowTable(answer)}`,
    ...(remarks.length === 0 ? [] : [`\n\n${remarks.join('\n\n')}`]),
  ];
}

function remarksOn({ readAs, reading, doubts, status }: QueryAnswer): string[] {
  return [
    ...(readAs === undefined ? [] : [`Read as ${plainSentence(readAs)}.`]),
    ...(reading === undefined ? [] : [`It ${plainSentence(reading)}.`]),
    ...(status === 'uncertain'
      ? [['Uncertain:', ...doubts.map((doubt) => `- ${plainSentence(doubt)}`)].join('\n')]
      : []),
  ];
}
