import type { FunnelStage } from './sql-gen-report.js';

/** Counts what each stage drops. */
export class PairFunnel<Stage extends string> {
  asked = 0;
  readonly #stages: readonly Stage[];
  readonly #dropped = new Map<Stage, Map<string, number>>();

  /** @param stages - in their order */
  constructor(stages: readonly Stage[]) {
    this.#stages = stages;
  }

  drop({ stage, reason }: { readonly stage: Stage; readonly reason: string }): void {
    const reasons = this.#dropped.get(stage) ?? new Map<string, number>();
    this.#dropped.set(stage, reasons);
    // Values and lengths are in rejected.jsonl; here they would make every reason another one.
    const short = reason.replace(
      /^(the question does not say|the question no longer says|question of) .*/,
      '$1 …',
    );
    reasons.set(short, (reasons.get(short) ?? 0) + 1);
  }

  stages(): FunnelStage<Stage>[] {
    let left = this.asked;
    return this.#stages.map((stage) => {
      const reasons = [...(this.#dropped.get(stage) ?? [])].sort((a, b) => b[1] - a[1]);
      const dropped = reasons.reduce((sum, [, count]) => sum + count, 0);
      left -= dropped;
      return { stage, dropped, left, reasons: Object.fromEntries(reasons.slice(0, 20)) };
    });
  }
}
