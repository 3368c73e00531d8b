import { entityNamed, fieldOf, isOneAggregate, subjectOf } from '../query-subject.js';
import type { FollowUpRule, Refinement, SelectFollowUp } from '../follow-up.js';
import { namedFields } from '../named-fields.js';
import type { Phrase } from '../phrase.js';
import { neighbours } from '../reach-entity.js';

const owner = '(?:their|its|his|her|the)';
const verb = '(?:show|list|give|tell|display)(?: me)?';

/** `And their emails`, `with the city too`: columns more. */
const more = [
  `(?:and|also|add|include|plus|with|and with|and also)(?: ${verb}| add| include)?(?: also)? ${owner}`,
  `${verb} also ${owner}`,
  `add|include`,
];

/** `Show the names instead`, `what are their emails?`: other columns. */
const other = [
  `(?:and )?${verb}(?: only| just)? ${owner}`,
  `(?:and )?what (?:are|is|was|were|s) ${owner}`,
  `(?:only|just) ${owner}`,
  `${owner}`,
];

/** Other columns of the same rows, or columns more. */
export const showFields: FollowUpRule = (followUp) => {
  const { phrase } = followUp;
  if (isEverything(phrase)) return everything(followUp);
  const also = phrase.before('too|as well|also');
  if (also !== undefined) return firstRead([...more, ...other], also, followUp, true);
  const instead = phrase.before('instead|only|please');
  if (instead !== undefined) return firstRead(other, instead, followUp, false);
  return firstRead(more, phrase, followUp, true) ?? firstRead(other, phrase, followUp, false);
};

function firstRead(
  markers: readonly string[],
  phrase: Phrase,
  followUp: SelectFollowUp,
  keep: boolean,
): Refinement | undefined {
  for (const marker of markers) {
    const named = phrase.after(marker);
    const shown = named === undefined || named.empty ? undefined : show(named, followUp, keep);
    if (shown !== undefined) return shown;
  }
  return undefined;
}

function show(named: Phrase, followUp: SelectFollowUp, keep: boolean): Refinement | undefined {
  const { earlier, earlierQuestion, schema } = followUp;
  const subject = subjectOf(earlier, earlierQuestion);
  if (subject === undefined || earlier.groupBy.length > 0) return undefined;
  for (const query of [earlier, ...neighbours(earlier, schema)]) {
    const fields = namedFields(named, query, subject, schema);
    if (fields === undefined) continue;
    const kept = keep && !isOneAggregate(query) ? query.select : [];
    const added = fields.filter(
      (field) => !kept.some((column) => JSON.stringify(column) === JSON.stringify(field)),
    );
    const names = fields.map(({ field }) => field).join(' and ');
    return {
      query: { ...query, select: [...kept, ...added] },
      change: keep ? `with ${names}` : `showing ${names}`,
    };
  }
  return undefined;
}

function isEverything(phrase: Phrase): boolean {
  return phrase.is(
    `(?:and )?(?:${verb} )?(?:everything|all (?:the )?(?:columns|fields|details|data))(?: (?:about|of|for))?(?: (?:them|these|those|it))?`,
  );
}

function everything({ earlier, earlierQuestion, schema }: SelectFollowUp): Refinement | undefined {
  const subject = subjectOf(earlier, earlierQuestion);
  if (subject === undefined || earlier.groupBy.length > 0 || earlier.distinct) return undefined;
  const fields = entityNamed(schema, subject.entity)?.fields ?? [];
  return {
    query: { ...earlier, select: fields.map(({ name }) => fieldOf(subject, name)) },
    change: 'with every column',
  };
}
