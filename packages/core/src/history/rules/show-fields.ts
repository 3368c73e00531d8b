import { entityNamed, fieldOf, isOneAggregate, subjectOf } from '../query-subject.js';
import type { FollowUpRule, Refinement, SelectFollowUp } from '../follow-up.js';
import { entitySources } from '../../logical/entity-sources.js';
import { isNamed, namedFields } from '../named-fields.js';
import type { Phrase } from '../phrase.js';
import { neighbours } from '../reach-entity.js';

const owner = '(?:their|its|his|her|the)';
const showing = '(?:show|list|give|tell|display)(?: me)?';

/** `And their emails`, `with the city too`: columns more. */
const more = [
  `(?:and|also|add|include|plus|with|and with|and also)(?: ${showing}| add| include)?(?: also)? ${owner}`,
  `${showing} also ${owner}`,
  `add|include`,
];

/** `Show the names instead`, `what are their emails?`: other columns. */
const other = [
  `(?:and )?${showing}(?: only| just)? ${owner}`,
  `(?:and )?what (?:are|is|was|were|s) ${owner}`,
  `(?:only|just) ${owner}`,
  `${owner}`,
];

/** `Who designed them?`, `when were they published?`: the column whose name the verb takes up. */
const asked =
  '(?:and )?(?:who|what|when|where)(?: (?:was|were|is|are|did|do|does|has|have))?(?: (?:they|it|he|she))?';

/** Other columns of the same rows, or columns more. */
export const showFields: FollowUpRule = (followUp) => {
  const { phrase } = followUp;
  if (isEverything(phrase)) return everything(followUp);
  const also = phrase.before('too|as well|also');
  if (also !== undefined) return firstRead([...more, ...other], also, followUp, true);
  const instead = phrase.before('instead|only|please');
  if (instead !== undefined) return firstRead(other, instead, followUp, false);
  const verb = phrase.before('them|it|these|those') ?? phrase;
  return (
    firstRead(more, phrase, followUp, true) ??
    firstRead(other, phrase, followUp, false) ??
    (phrase === verb && !/ (?:they|it) /.test(phrase.text)
      ? undefined
      : firstRead([asked], verb, followUp, false))
  );
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
  const subject = subjectOf(earlier, earlierQuestion, schema);
  if (subject === undefined || earlier.groupBy.length > 0) return undefined;
  const stems = named.words.map(({ stem }) => stem);
  const around = neighbours(earlier, schema);
  // "their captains" are rows of another table, rather than keys of this one
  const owners = around.filter(({ from }) =>
    entitySources(from.slice(-1)).some(({ entity }) => isNamed(entity, stems)),
  );
  for (const query of [...owners, earlier, ...around]) {
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
    `(?:and )?(?:${showing} )?(?:everything|all (?:the )?(?:columns|fields|details|data))(?: (?:about|of|for))?(?: (?:them|these|those|it))?`,
  );
}

function everything({ earlier, earlierQuestion, schema }: SelectFollowUp): Refinement | undefined {
  const subject = subjectOf(earlier, earlierQuestion, schema);
  if (subject === undefined || earlier.groupBy.length > 0 || earlier.distinct) return undefined;
  const fields = entityNamed(schema, subject.entity)?.fields ?? [];
  return {
    query: { ...earlier, select: fields.map(({ name }) => fieldOf(subject, name)) },
    change: 'with every column',
  };
}
