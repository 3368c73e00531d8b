import { isDeepStrictEqual } from 'node:util';
import { MoMQError, type GeneratedCandidate, type GenerationRequest } from '@momq/core';
import type { QuestionLink } from '@momq/core/linking';
import { asAsked, asMeant } from '@momq/core/meaning';

/**
 * A query of a language model as people mean it and with what the question states beyond doubt, such as periods, units and flags, and
 * in the logical form. A query that the dialect cannot read or cannot write stays the text that it is.
 */
export function statedQuery(
  query: string,
  { dialect, link }: Pick<GenerationRequest, 'dialect' | 'link'>,
): Pick<GeneratedCandidate, 'query' | 'logical'> {
  const { language, capabilities } = dialect;
  if (language?.read === undefined) return { query };
  const { schema, whole, linked } = link;
  try {
    const read = language.read(query, schema);
    const { question, words, candidates } = linked;
    const values: QuestionLink['values'] = (place) => link.values(place);
    const asked = { question, words, candidates, schema, values };
    const meant = asMeant(asAsked(read, asked), schema, capabilities.unsupported);
    if (isDeepStrictEqual(meant, read)) return { query, logical: link.writeOut(read) };
    const logical = link.writeOut(meant);
    return { query: language.render(logical, whole), logical };
  } catch (error) {
    if (MoMQError.isInstance(error)) return { query };
    throw error;
  }
}
