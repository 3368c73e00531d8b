import type { QueryModel } from '@momq/core';

/** A model that writes what it is told for a question, perhaps later. */
export function toldModel(
  answers: Readonly<Record<string, string | (() => Promise<string>)>>,
): QueryModel {
  return {
    specificationVersion: 'v1',
    name: 'told',
    version: '1',
    async generate({ question }) {
      const told = answers[question];
      const query = typeof told === 'function' ? await told() : told;
      return { candidates: query === undefined ? [] : [{ query }] };
    },
    dispose: () => Promise.resolve(),
  };
}

/** A promise that is settled from outside. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
