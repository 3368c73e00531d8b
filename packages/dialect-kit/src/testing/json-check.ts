/** The one case that the reference dialect does not pass. */
export const everyConstruct =
  'language: every construct and function gives the rows of the logical form';

/** What the reference dialect is checked with. */
export const given = {
  writes: ['"drop"'],
  unreachable: ['/no/such/file.jsonl'],
  skip: { [everyConstruct]: 'its engine knows what the other cases ask, and no more' },
};
