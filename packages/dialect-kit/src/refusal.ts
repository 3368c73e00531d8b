import assert from 'node:assert/strict';
import { MoMQError } from '@momq/dialect';
import type { ErrorCode } from '@momq/dialect';

/** Checks that a call fails with one of the codes, and gives back the error. */
export async function refuses(
  call: () => unknown,
  codes: readonly ErrorCode[],
  what: string,
): Promise<MoMQError> {
  try {
    await call();
  } catch (error) {
    assert.ok(
      MoMQError.isInstance(error),
      `${what}: expected a MoMQError (${codes.join(' or ')}), got ${describe(error)}`,
    );
    assert.ok(
      codes.includes(error.code),
      `${what}: expected ${codes.join(' or ')}, got ${error.code}: ${error.message.slice(0, 200)}`,
    );
    return error;
  }
  assert.fail(`${what}: expected ${codes.join(' or ')}, but it went through`);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : String(error);
}
