import type { FollowUpRule } from '../follow-up.js';

/** `The other way round`, `descending instead`: every key of the order turned. With a limit the rows of the other end. */
export const flipOrder: FollowUpRule = ({ phrase, earlier }) => {
  const way = phrase.is(
    '(?:and |now )*(?:the |in the )?(?:other way (?:a?round)|(?:in )?reverse(?: (?:it|them|that|order|the order))?(?: order)?|(?:in )?(?:the )?opposite (?:order|direction)|flip (?:it|them|the order))',
  )
    ? 'turned'
    : (/^(?:and |now |in )*(ascending|descending)(?: order)?(?: instead| please)?$/.exec(
        phrase.text,
      )?.[1] ?? undefined);
  if (way === undefined || earlier.orderBy.length === 0) return undefined;
  const orderBy = earlier.orderBy.map(({ expression, descending }) => ({
    expression,
    descending: way === 'turned' ? !descending : way === 'descending',
  }));
  return { query: { ...earlier, orderBy }, change: way === 'turned' ? 'in reverse order' : way };
};
