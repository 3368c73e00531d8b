import { createHash, timingSafeEqual } from 'node:crypto';

/** True when the header `Authorization: Bearer …` has the key, in a time that tells nothing of either. */
export function hasKey(header: string | undefined, key: string): boolean {
  const given = /^Bearer\s+(.*)$/i.exec(header ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(key));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
