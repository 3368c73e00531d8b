/**
 * A temporal value that is none: a day that the month lacks, a text in no known form, a component that does not belong. The message says what
 * was expected and what came; languages put their name and their own code before it.
 */
export class TemporalError extends Error {
  override readonly name = 'TemporalError';
}
