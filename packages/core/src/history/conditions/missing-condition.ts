import { fieldsCalled } from '../named-fields.js';
import { fieldOf } from '../query-subject.js';
import type { ConditionReader } from './condition-context.js';

/** `without an email`, `that have no email`, `with an email`: fields that are filled or not. */
export const missingCondition: ConditionReader = (phrase, { query, subject, schema }) => {
  const lead = '(?:(?:that|which|who) )?(?:(?:do|does) )?';
  const without = phrase.after(
    `${lead}(?:without(?: an?| any| the)?|with no|(?:have|has) no|not have(?: an?| any)?|(?:is|are) missing(?: an?| the| their)?)`,
  );
  const withOne = phrase.after(`${lead}(?:with an?|(?:have|has) an?)`);
  const named = without ?? withOne;
  if (named === undefined || named.empty) return undefined;
  const stems = named.words.map(({ stem }) => stem);
  const [field, ...more] = fieldsCalled(stems, query, subject, schema) ?? [];
  if (field === undefined || more.length > 0) return undefined;
  return {
    entity: field.entity,
    field: field.field,
    words: `${field.field} is ${without ? 'missing' : 'there'}`,
    on: (use) => ({
      kind: 'null',
      negated: without === undefined,
      value: fieldOf(use, field.field),
    }),
  };
};
