import type { QueryToken } from '@momq/core/logical';
import { matchKinds } from '@momq/core/linking';
import type { LinkedQuestion } from '@momq/core/linking';

/** What a candidate is judged by beside its probability; the order is part of the checkpoint format. */
export const candidateFeatures = [
  'log probability',
  'length',
  'unused text value',
  'unused number',
  'used category',
  'unused exact field name',
  'unused exact entity name',
  'used field without match',
  'used entity without match',
  'entities',
  'repeated value',
] as const;

/** A number per {@link candidateFeatures}. */
export function featuresOf(
  tokens: readonly QueryToken[],
  logProb: number,
  linked: LinkedQuestion,
): number[] {
  const pointers = tokens.flatMap((token) => (token.kind === 'item' ? [token.index] : []));
  const used = new Set(pointers);
  const { items, words, candidates } = linked;
  const firstValue = items.length - candidates.length;
  const covered = new Set<number>();
  for (const item of used) {
    const span = candidates[item - firstValue]?.span;
    if (span !== undefined) for (let word = span[0]; word < span[1]; word++) covered.add(word);
  }
  const unused = (isNumber: boolean): number =>
    candidates.filter(
      ({ origin, span }) =>
        span !== undefined &&
        (isNumber
          ? origin === 'number'
          : origin === 'quoted' || origin === 'cell' || origin === 'date') &&
        !range(span).some((word) => covered.has(word)),
    ).length;
  const matchOf = (item: number): number => {
    let best: number = matchKinds.none;
    for (let word = 0; word < words.length; word++)
      best = Math.max(best, linked.matches[item * words.length + word]!);
    return best;
  };
  const names = { field: new Set<string>(), entity: new Set<string>() };
  const spokenEntity = new Map(
    items.flatMap((item) =>
      item.kind === 'entity' && item.text !== undefined ? [[item.entity, item.text]] : [],
    ),
  );
  let [fieldsWithout, entitiesWithout] = [0, 0];
  for (const index of used) {
    const item = items[index];
    if (item?.kind === 'field') {
      names.field.add((item.text ?? item.field).toLowerCase());
      names.entity.add(spokenEntity.get(item.entity) ?? item.entity);
      if (matchOf(index) === matchKinds.none) fieldsWithout++;
    } else if (item?.kind === 'entity') {
      names.entity.add(item.text ?? item.entity);
      if (matchOf(index) === matchKinds.none) entitiesWithout++;
    }
  }
  const missing = { field: new Set<string>(), entity: new Set<string>() };
  items.forEach((item, index) => {
    if (item.kind !== 'field' && item.kind !== 'entity') return;
    const name =
      item.kind === 'field' ? (item.text ?? item.field).toLowerCase() : (item.text ?? item.entity);
    if (!names[item.kind].has(name) && matchOf(index) === matchKinds.exact)
      missing[item.kind].add(name);
  });
  return [
    logProb,
    tokens.length,
    unused(false),
    unused(true),
    [...used].filter((item) => candidates[item - firstValue]?.origin === 'category').length,
    missing.field.size,
    missing.entity.size,
    fieldsWithout,
    entitiesWithout,
    [...used].filter((item) => items[item]?.kind === 'entity').length,
    pointers.filter((item, place) => item >= firstValue && pointers.indexOf(item) < place).length,
  ];
}

function range([first, end]: readonly [number, number]): number[] {
  return Array.from({ length: end - first }, (_, offset) => first + offset);
}
