import { jsonText } from '@momq/core/execution';
import { QueryExecutionError } from '@momq/dialect';
import type { QueryLimits } from '@momq/core/execution';
import type { Value } from '@momq/dialect';

/** Takes rows until a limit cuts them. */
export class RowCut {
  /** Which limit cut, once one has. */
  truncatedBy: 'rows' | 'bytes' | undefined;
  private rows = 0;
  private bytes = 0;
  private readonly limits: Pick<QueryLimits, 'maxRows' | 'maxBytes'>;

  constructor(limits: Pick<QueryLimits, 'maxRows' | 'maxBytes'>) {
    this.limits = limits;
  }

  /** The rows of a batch that the limits leave. @throws QueryExecutionError when the first row alone is beyond `maxBytes` */
  take(batch: Iterable<readonly Value[]>): (readonly Value[])[] {
    const taken: (readonly Value[])[] = [];
    for (const row of batch) {
      if (this.rows === this.limits.maxRows) {
        this.truncatedBy = 'rows';
        break;
      }
      this.bytes += row.reduce<number>((sum, value) => sum + sizeOf(value), 0);
      if (this.bytes > this.limits.maxBytes) {
        if (this.rows === 0) throw tooLarge(this.limits.maxBytes);
        this.truncatedBy = 'bytes';
        break;
      }
      this.rows += 1;
      taken.push(row);
    }
    return taken;
  }
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'object' && value !== null) return Buffer.byteLength(jsonText(value));
  return value === null ? 0 : String(value).length;
}

function tooLarge(maxBytes: number): QueryExecutionError {
  return new QueryExecutionError(
    `bigquery: expected rows within maxBytes (${maxBytes}), got one that is larger. Raise maxBytes, or select fewer or shorter columns.`,
  );
}
