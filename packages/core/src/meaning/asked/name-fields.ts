import type { DatabaseSchema, EntityField } from '@momq/dialect';
import { splitName } from '../../linking/split-name.js';

/**
 * The fields that name a row of an entity to people: `name`, `title`, `customer_name`, first and last name, else a number or code of its
 * own (`flight_number`); empty where none does.
 */
export function nameFields(schema: DatabaseSchema, entity: string): readonly string[] {
  const fields = schema.entities.find(({ name }) => name === entity)?.fields ?? [];
  const references = schema.links
    .filter(({ from }) => from.entity === entity)
    .flatMap(({ from }) => from.fields);
  const own = fields.filter(({ name }) => !references.includes(name));
  const texts = own.filter(({ type }) => type === 'text' || type === 'other');
  const named = (...wordings: readonly string[]): EntityField | undefined =>
    texts.find(({ name }) => wordings.includes(spelled(name)));
  const label = splitName(entity.slice(entity.lastIndexOf('.') + 1)).join(' ');
  const one = label.replace(/ies$/, 'y').replace(/s$/, '');
  const whole = named(
    ...['name', 'title', 'full name', 'fullname', 'display name'],
    ...[label, one].flatMap((owner) => [`${owner} name`, `${owner} title`, `${owner}name`]),
  );
  if (whole !== undefined) return [whole.name];
  const first = named('first name', 'firstname', 'fname', 'given name', 'forename');
  const last = named('last name', 'lastname', 'lname', 'surname', 'family name');
  if (first !== undefined && last !== undefined) return [first.name, last.name];
  const user = named('username', 'user name', 'login', 'nickname', 'label');
  if (user !== undefined) return [user.name];
  const ownWords = splitName(entity);
  const ending = texts.filter(({ name }) => {
    if (/(?:^| )(?:name|title)$|name$/.test(splitName(name).join(' '))) return true;
    // cut down, it may be the name of anything: of the row where the other words are the row's
    const words = spelled(name).split(' ');
    return words.pop() === 'name' && words.every((word) => ownWords.includes(word));
  });
  if (ending.length === 1) return [ending[0]!.name];
  const code = [label, one].flatMap((owner) => [`${owner} number`, `${owner} no`, `${owner} code`]);
  const numbered = own.find(
    ({ name, primaryKey }) => primaryKey !== true && code.includes(spelled(name)),
  );
  return numbered === undefined ? [] : [numbered.name];
}

/** What names of columns are often cut down to. */
const shortened: Readonly<Record<string, string>> = {
  nm: 'name',
  nme: 'name',
  nr: 'number',
  nbr: 'number',
  num: 'number',
  cd: 'code',
};

function spelled(name: string): string {
  return splitName(name)
    .map((word) => (Object.hasOwn(shortened, word) ? shortened[word] : word))
    .join(' ');
}

/** The fields of an entity's primary key. */
export function keyFields(schema: DatabaseSchema, entity: string): readonly string[] {
  const fields = schema.entities.find(({ name }) => name === entity)?.fields ?? [];
  return fields.filter(({ primaryKey }) => primaryKey === true).map(({ name }) => name);
}
