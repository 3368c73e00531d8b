import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import neo4j from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitMessages, messageMeter, tooLargeMessage } from './neo4j-message-limit.js';

const chunk = (...bytes: number[]) => [bytes.length >> 8, bytes.length & 255, ...bytes];
const end = [0, 0];

/** The largest size that is told while the bytes come in pieces of a length. */
function measured(bytes: readonly number[], piece: number) {
  const measure = messageMeter();
  const sizes = [];
  for (let at = 0; at < bytes.length; at += piece)
    sizes.push(measure(Uint8Array.from(bytes.slice(at, at + piece))));
  return {
    bytes: Math.max(...sizes.map((size) => size.bytes)),
    values: Math.max(...sizes.map((size) => size.values)),
  };
}

// By hand from the PackStream specification: a structure of one list.
const record = [...[0xb1, 0x71], ...[0x93, 1, 0xff, 0xc9, 1, 2]];
const more = [
  ...[0xd0, 3, 0x61, 0x62, 0x63],
  ...[0x82, 0x61, 0x62],
  ...[0xd4, 2, 0xc0, 0xc3],
  ...[0xc1, 0, 0, 0, 0, 0, 0, 0, 0],
  ...[0xcc, 2, 1, 1],
  ...[0xa1, 0x81, 0x61, 0xca, 0, 0, 0, 1],
];

describe('the size of a message', () => {
  it.each([1, 2, 3, 7, 1000])('is known however its bytes come, %i at a time', (piece) => {
    expect(measured([...chunk(...record), ...end], piece)).toEqual({ bytes: 8, values: 5 });
    const parts = [...chunk(...record, ...more.slice(0, 4)), ...chunk(...more.slice(4)), ...end];
    expect(measured(parts, piece)).toEqual({ bytes: 8 + more.length, values: 5 + 10 });
  });

  it('is that of one, not of all', () => {
    const two = [...chunk(...record), ...end, ...end, ...chunk(...record), ...end];
    expect(measured(two, 5)).toEqual({ bytes: 8, values: 5 });
  });
});

describe('a server that sends a record without end', () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    let messages = 0;
    socket.on('data', (data) => {
      // Bolt 4.4, success to HELLO and to RUN; then a record of numbers for ever.
      if (messages === 0) socket.write(Buffer.from([0, 0, 4, 4]));
      else socket.write(Buffer.from([...chunk(0xb1, 0x70, 0xa0), ...end]));
      if (messages === 2) sendForEver(socket);
      messages += data.length > 0 ? 1 : 0;
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  function sendForEver(socket: Socket): void {
    const ones = Buffer.from(chunk(...Array<number>(60_000).fill(1)));
    const send = (): void => {
      while (!socket.destroyed && socket.write(ones)) continue;
      if (!socket.destroyed) socket.once('drain', send);
    };
    socket.write(Buffer.from(chunk(0xb1, 0x71, 0x91, 0xd6, 0x7f, 0xff, 0xff, 0xff)));
    send();
  }

  it('is left', async () => {
    const driver = neo4j.driver(`bolt://127.0.0.1:${(server.address() as AddressInfo).port}`);
    limitMessages(driver);
    const session = driver.session();
    await expect(session.run('RETURN 1')).rejects.toThrow(tooLargeMessage);
    await session.close();
    await driver.close();
  });
});
