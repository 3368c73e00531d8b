import { loadNano } from '@momq/model-nano';
import type { NanoModel } from '@momq/model-nano';

let loading: Promise<NanoModel> | undefined;

/** The shipped model, loaded once for all test files of a process. Nobody disposes of it. */
export function sharedNano(): Promise<NanoModel> {
  loading ??= loadNano();
  return loading;
}
