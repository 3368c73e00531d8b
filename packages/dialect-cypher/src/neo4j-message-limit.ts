/**
 * Neo4j's driver makes a record when all of it has come, on the caller's thread: a list of five million numbers holds it for
 * half a minute, beyond every time limit. So bytes and values are counted as they come, by the driver's own connections,
 * and what is too large ends its connection unread.
 *
 * @module
 */
import type { Socket } from 'node:net';
import type { Driver } from 'neo4j-driver';
import { ConfigError } from '@momq/dialect';

/** Bytes and values of one message of the server, which is one record, at most. */
export const mostOfMessage: MessageSize = { bytes: 16 * 2 ** 20, values: 1_000_000 };

/** What the driver's error says where a record was larger. */
export const tooLargeMessage = 'a record larger than is read';

/** How large a message is. */
export interface MessageSize {
  readonly bytes: number;
  /** Texts, numbers, lists, maps and whatever else stands in it, inside each other too. */
  readonly values: number;
}

/** A connection's bytes as they come; the driver reads them from `onmessage`. */
interface Channel {
  onmessage(buffer: { readonly _buffer: Uint8Array }): void;
  readonly _conn: Socket;
}

/** Parts of the driver that its types leave out; its version is pinned. */
interface DriverParts {
  _getOrCreateConnectionProvider(): {
    readonly _connectionPool?: {
      _create?(...about: unknown[]): Promise<{ readonly _ch?: Channel }>;
    };
  };
}

/** Ends every connection of the driver that is sent a larger message than {@link mostOfMessage}. */
export function limitMessages(driver: Driver): void {
  const pool = (driver as unknown as DriverParts)._getOrCreateConnectionProvider()._connectionPool;
  const create = pool?._create;
  if (pool === undefined || create === undefined) throw unknownDriver();
  pool._create = async (...about) => {
    const connection = await create.apply(pool, about);
    if (connection._ch === undefined) throw unknownDriver();
    watch(connection._ch);
    return connection;
  };
}

function watch(channel: Channel): void {
  const pass = channel.onmessage.bind(channel);
  const measure = messageMeter();
  channel.onmessage = (buffer) => {
    const { bytes, values } = measure(buffer._buffer);
    if (bytes <= mostOfMessage.bytes && values <= mostOfMessage.values) pass(buffer);
    else channel._conn.destroy(new Error(tooLargeMessage));
  };
}

/**
 * A function that takes bytes as they come and tells the size so far of the largest message that they belong to. Messages come
 * in chunks with two bytes of length before each; a chunk of length zero ends a message (Bolt protocol, "Chunking").
 */
export function messageMeter(): (bytes: Uint8Array) => MessageSize {
  let inChunk = 0;
  let firstOfLength: number | undefined;
  let size = 0;
  let values = valueCounter();
  return (bytes) => {
    const largest = { bytes: 0, values: 0 };
    for (let at = 0; at < bytes.length;) {
      if (inChunk > 0) {
        const part = bytes.subarray(at, at + inChunk);
        [at, inChunk, size] = [at + part.length, inChunk - part.length, size + part.length];
        largest.bytes = Math.max(largest.bytes, size);
        largest.values = Math.max(largest.values, values(part));
        continue;
      }
      const byte = bytes[at] ?? 0;
      at += 1;
      if (firstOfLength === undefined) firstOfLength = byte;
      else {
        inChunk = firstOfLength * 256 + byte;
        firstOfLength = undefined;
        if (inChunk === 0) [size, values] = [0, valueCounter()];
      }
    }
    return largest;
  };
}

/** Bytes that follow a marker: the number itself, or the length of what follows then (PackStream 1, "Markers"). */
const numberBytes: Readonly<Record<number, number>> = {
  0xc1: 8,
  0xc8: 1,
  0xc9: 2,
  0xca: 4,
  0xcb: 8,
};
const textLengths: Readonly<Record<number, number>> = {
  ...{ 0xcc: 1, 0xcd: 2, 0xce: 4 },
  ...{ 0xd0: 1, 0xd1: 2, 0xd2: 4 },
};
const listLengths: Readonly<Record<number, number>> = {
  ...{ 0xd4: 1, 0xd5: 2, 0xd6: 4 },
  ...{ 0xd8: 1, 0xd9: 2, 0xda: 4 },
};

/** A function that takes a message's bytes as they come and counts its values. */
function valueCounter(): (bytes: Uint8Array) => number {
  let values = 0;
  let skipped = 0;
  let ofLength = 0;
  let length = 0;
  return (bytes) => {
    for (let at = 0; at < bytes.length;) {
      if (skipped > 0) {
        const step = Math.min(skipped, bytes.length - at);
        [at, skipped] = [at + step, skipped - step];
        continue;
      }
      const byte = bytes[at] ?? 0;
      at += 1;
      if (ofLength > 0) {
        [length, ofLength] = [length * 256 + byte, ofLength - 1];
        if (ofLength === 0) skipped = length;
        continue;
      }
      values += 1;
      const high = byte & 0xf0;
      if (high === 0x80) skipped = byte & 0x0f;
      else if (high === 0xb0) skipped = 1;
      else if (high === 0xc0 || high === 0xd0) {
        skipped = numberBytes[byte] ?? listLengths[byte] ?? 0;
        [ofLength, length] = [textLengths[byte] ?? 0, 0];
      }
    }
    return values;
  };
}

function unknownDriver(): ConfigError {
  return new ConfigError(
    'cypher: expected the parts of neo4j-driver 6.3.0 that count bytes, got another version. Install the one that the package names.',
  );
}
