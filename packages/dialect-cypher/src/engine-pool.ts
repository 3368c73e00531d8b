import { EngineChild } from './engine-child.js';

/** Processes that run at the same time; further callers wait. */
const most = 8;
/** Processes that are kept for the next call. */
const mostIdle = 2;

/**
 * Processes of the embedded engine for every database of this program. A caller has a process to itself, so that stopping it
 * stops nobody else; it gets one that has its database open already, if there is one.
 */
export class EnginePool {
  private readonly idle: EngineChild[] = [];
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  /** A process for one caller; {@link release} gives it back. */
  async lease(database?: number): Promise<EngineChild> {
    while (this.running >= most) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
    const usable = this.idle.filter((child) => !child.gone);
    const chosen =
      usable.find((child) => database !== undefined && child.opened.has(database)) ?? usable.at(-1);
    this.idle.splice(0, this.idle.length, ...usable.filter((child) => child !== chosen));
    const child = chosen ?? (await this.start());
    return child;
  }

  private async start(): Promise<EngineChild> {
    try {
      return await EngineChild.start();
    } catch (error) {
      this.running -= 1;
      this.waiting.shift()?.();
      throw error;
    }
  }

  /** Takes a process back, also one that was killed. */
  release(child: EngineChild): void {
    this.running -= 1;
    if (child.gone) child.opened.clear();
    else this.idle.push(child);
    while (this.idle.length > mostIdle) this.idle.shift()?.kill();
    this.waiting.shift()?.();
  }

  /** Closes a database in the processes that have it open and do nothing else. */
  async close(database: number): Promise<void> {
    const holders = this.idle.filter((child) => child.opened.has(database) && !child.gone);
    for (const child of holders) {
      this.idle.splice(this.idle.indexOf(child), 1);
      this.running += 1;
      try {
        await child.ask({ kind: 'close', database });
        child.opened.delete(database);
      } finally {
        this.release(child);
      }
    }
  }
}
