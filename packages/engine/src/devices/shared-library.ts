import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { environment } from './environment.js';

const DT_NEEDED = 1n;
const DT_STRTAB = 5n;
const DT_STRSZ = 10n;
const PT_LOAD = 1;
const PT_DYNAMIC = 2;

/**
 * Names of the shared libraries that an ELF library needs (`DT_NEEDED`), without loading it.
 * Source: System V ABI, "Dynamic Section"; 64-bit little-endian files only.
 * @throws RangeError when the file is not such a library
 */
export function neededLibraries(file: string): string[] {
  const handle = openSync(file, 'r');
  try {
    const read = (offset: number, length: number): Buffer => {
      const bytes = Buffer.alloc(length);
      const count = readSync(handle, bytes, 0, length, offset);
      if (count < length) throw new RangeError(`${file}: ends at byte ${offset + count}.`);
      return bytes;
    };
    const header = read(0, 64);
    if (header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1)
      throw new RangeError(`${file}: expected a 64-bit little-endian ELF library.`);
    const [tableOffset, entrySize, count] = [
      Number(header.readBigUInt64LE(32)),
      header.readUInt16LE(54),
      header.readUInt16LE(56),
    ];
    const segments = Array.from({ length: count }, (_, index) => {
      const entry = read(tableOffset + index * entrySize, entrySize);
      return {
        type: entry.readUInt32LE(0),
        offset: entry.readBigUInt64LE(8),
        address: entry.readBigUInt64LE(16),
        size: entry.readBigUInt64LE(32),
      };
    });
    const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
    if (dynamic === undefined) return [];
    const bytes = read(Number(dynamic.offset), Number(dynamic.size));
    const entries = Array.from({ length: bytes.length / 16 }, (_, index) => ({
      tag: bytes.readBigUInt64LE(index * 16),
      value: bytes.readBigUInt64LE(index * 16 + 8),
    }));
    const valueOf = (tag: bigint) => entries.find((entry) => entry.tag === tag)?.value ?? 0n;
    const address = valueOf(DT_STRTAB);
    const segment = segments.find(
      (each) =>
        each.type === PT_LOAD && address >= each.address && address < each.address + each.size,
    );
    if (segment === undefined) throw new RangeError(`${file}: its string table lies nowhere.`);
    const strings = read(
      Number(address - segment.address + segment.offset),
      Number(valueOf(DT_STRSZ)),
    );
    return entries
      .filter(({ tag }) => tag === DT_NEEDED)
      .map(({ value }) =>
        strings.toString('utf8', Number(value), strings.indexOf(0, Number(value))),
      );
  } finally {
    closeSync(handle);
  }
}

/**
 * Needed libraries that the dynamic linker would not find: they lie neither beside the file, nor in
 * `LD_LIBRARY_PATH`, nor in the linker's cache, nor in its default folders.
 */
export function missingLibraries(file: string, env: NodeJS.ProcessEnv = environment): string[] {
  const folders = [
    path.dirname(file),
    ...(env['LD_LIBRARY_PATH'] ?? '').split(':').filter((folder) => folder !== ''),
    '/lib64',
    '/usr/lib64',
    '/lib',
    '/usr/lib',
  ];
  const cached = linkerCache();
  return neededLibraries(file).filter(
    (library) =>
      !cached.has(library) && !folders.some((folder) => existsSync(path.join(folder, library))),
  );
}

/** Library names in the dynamic linker's cache. */
function linkerCache(): Set<string> {
  const program = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((file) => existsSync(file));
  if (program === undefined) return new Set(); // musl has no cache
  const listing = execFileSync(program, ['-p'], { encoding: 'utf8' });
  return new Set([...listing.matchAll(/^\s+(\S+) \(/gm)].flatMap(([, name]) => name ?? []));
}
