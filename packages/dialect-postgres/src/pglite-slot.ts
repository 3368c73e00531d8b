import { join } from 'node:path';
import { KillableWorker, engineScript, startThread } from '@momq/core/sql';

const VERSION = '0.5.16';

/** Milliseconds that an engine stays after its last database was closed; starting it takes longer than most loads. */
const IDLE_MS = 10_000;

/** Engines of one process at most: each takes hundreds of megabytes. With more databases, some share one. */
const MAX_ENGINES = 4;

/** Who has an engine to itself for a transaction. */
interface Holder {
  /** Asked when another waits: gives the engine back as soon as nothing runs. */
  giveWay(): void;
}

const slots: EngineSlot[] = [];

/** One embedded engine and its queue. Databases in different engines do not feel each other. */
export class EngineSlot {
  readonly worker: KillableWorker;
  private databases = 0;
  private idle: NodeJS.Timeout | undefined;
  private holder: Holder | undefined;
  private readonly waiting: (() => void)[] = [];

  private constructor(cacheFolder: string) {
    this.worker = new KillableWorker(
      () =>
        startThread(engineScript('pglite-worker.mjs', import.meta.url, '@momq/dialect-postgres')),
      (send) =>
        send({ operation: 'start', snapshot: join(cacheFolder, `pglite-${VERSION}.tar.gz`) }),
    );
  }

  /** A place for one more database: an engine of its own while there are few, else the one with the fewest. */
  static take(cacheFolder: string): EngineSlot {
    let slot = slots.find(({ databases }) => databases === 0);
    if (slot === undefined && slots.length < MAX_ENGINES) {
      slot = new EngineSlot(cacheFolder);
      slots.push(slot);
    }
    slot ??= slots.reduce((least, other) => (other.databases < least.databases ? other : least));
    clearTimeout(slot.idle);
    slot.databases += 1;
    return slot;
  }

  /** A database of this engine was closed. */
  release(): void {
    this.databases -= 1;
    if (this.databases > 0) return;
    this.idle = setTimeout(() => {
      slots.splice(slots.indexOf(this), 1);
      void this.worker.close();
    }, IDLE_MS);
    this.idle.unref();
  }

  /** Waits for the engine; the caller must {@link EngineSlot.leave} it. @throws the signal's reason */
  async enter(holder: Holder, signal: AbortSignal | undefined): Promise<void> {
    while (this.holder !== undefined) {
      await new Promise<void>((resolve, reject) => {
        const go = (): void => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const leave = (): void => {
          this.waiting.splice(this.waiting.indexOf(go), 1);
          reject(signal?.reason as Error);
        };
        signal?.addEventListener('abort', leave, { once: true });
        this.waiting.push(go);
        this.holder?.giveWay();
      });
    }
    this.holder = holder;
  }

  /** True while another waits for the engine. */
  get wanted(): boolean {
    return this.waiting.length > 0;
  }

  leave(holder: Holder): void {
    if (this.holder !== holder) return;
    this.holder = undefined;
    this.waiting.shift()?.();
  }
}
