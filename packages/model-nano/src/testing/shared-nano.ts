import { loadNano } from '../load-nano.js';
import type { NanoModel } from '../nano-model.js';

let loading: Promise<NanoModel> | undefined;

/** The shipped model, loaded once for all test files of a process. Nobody disposes of it. */
export function sharedNano(): Promise<NanoModel> {
  loading ??= loadNano();
  return loading;
}
