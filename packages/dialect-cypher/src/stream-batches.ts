import type { RowBatch } from '@momq/dialect';
import type { QueryLimits } from '@momq/core/execution';
import type { AnswerLimits, EngineRows } from './answer-rows.js';

/** Rows and bytes of one batch. */
const batch: AnswerLimits = { maxRows: 1000, maxBytes: 4 * 2 ** 20 };

/** Batches of a result until it or its limits end. A row larger than a batch comes alone. */
export async function* streamBatches<Rows extends EngineRows>(
  limits: QueryLimits,
  batchOf: (rows: Rows) => RowBatch,
  next: (size: AnswerLimits) => Promise<Rows>,
): AsyncGenerator<RowBatch> {
  let { maxRows, maxBytes } = limits;
  let size = within(maxRows, maxBytes);
  for (let isFirst = true; ; isFirst = false) {
    const answer = await next(size);
    maxRows -= answer.rows.length;
    maxBytes -= answer.bytes;
    if (answer.rows.length > 0 || isFirst) yield batchOf(answer);
    const isCut = maxRows === 0 || (answer.rows.length === 0 && size.maxBytes >= maxBytes);
    if (answer.stoppedBy === undefined || isCut) return;
    size = answer.rows.length > 0 ? within(maxRows, maxBytes) : { maxRows: 1, maxBytes };
  }
}

function within(maxRows: number, maxBytes: number): AnswerLimits {
  return {
    maxRows: Math.min(batch.maxRows, maxRows),
    maxBytes: Math.min(batch.maxBytes, maxBytes),
  };
}
