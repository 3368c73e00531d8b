import type { GenerationRequest, Value } from '@momq/core';

/** Values that a prompt tells at most. */
const maxValues = 8;
/** Fields of one value. */
const maxFields = 3;

/**
 * The cells that a question names, a line each: `London is in customer.city`. A value of a code says what it stands for. Numbers and
 * dates that no field is known to hold are left out: they stand in the question as they are.
 */
export function mentionedValues({ linked }: GenerationRequest['link']): string[] {
  const places = new Map<string, Set<string>>();
  for (const { item, span } of linked.candidates) {
    if (span === undefined || item.fields.length === 0) continue;
    const spelled = spell(item.value);
    const said = item.text === undefined ? spelled : `${item.text} is written ${spelled} and`;
    const fields = places.get(said) ?? new Set();
    for (const { entity, field } of item.fields) fields.add(`${entity}.${field}`);
    places.set(said, fields);
  }
  return [...places]
    .slice(0, maxValues)
    .map(([said, fields]) => `${said} is in ${[...fields].slice(0, maxFields).join(', ')}`);
}

function spell(value: Value): string {
  return typeof value === 'string' ? `'${value.replaceAll(/\s+/g, ' ')}'` : String(value);
}
