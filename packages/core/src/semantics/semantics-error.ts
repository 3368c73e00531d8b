import { MoMQError } from '@momq/dialect';
import type { DocumentOrigin, DocumentProblem } from './semantic-model.js';

/** Problems that a message lists at most. */
const maxListed = 10;

type SemanticsErrorCode =
  'SEMANTICS_INVALID' | 'SEMANTICS_MISSING' | 'SEMANTICS_UNKNOWN_NAME' | 'SEMANTICS_VERSION';

/** A semantic model cannot be read, or does not fit the database. */
export class SemanticsError extends MoMQError {
  /** Everything that is wrong, one sentence each, with its place; the message lists the first ten. */
  readonly problems: readonly string[];

  constructor(
    code: SemanticsErrorCode,
    problems: readonly string[],
    options?: { cause?: unknown },
  ) {
    const more = problems.length - maxListed;
    super(
      code,
      [...problems.slice(0, maxListed), ...(more > 0 ? [`and ${more} more problems`] : [])].join(
        '\n',
      ),
      options,
    );
    this.problems = problems;
  }
}

/** @throws SemanticsError when there are problems */
export function refuseProblems(
  code: SemanticsErrorCode,
  problems: readonly DocumentProblem[],
  origin: DocumentOrigin,
): void {
  if (problems.length === 0) return;
  throw new SemanticsError(
    code,
    problems.map(({ path, message }) => `${origin.at(path)}: ${message}`),
  );
}
