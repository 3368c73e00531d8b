import { pairStages } from './stages/make-pair.js';
import type { PairStage, Rejection } from './stages/make-pair.js';
import type { FunnelStage } from './sql-gen-report.js';

/** Counts what each stage drops. */
export class PairFunnel {
  asked = 0;
  readonly #dropped = new Map<PairStage, Map<string, number>>();

  drop({ stage, reason }: Rejection): void {
    const reasons = this.#dropped.get(stage) ?? new Map<string, number>();
    this.#dropped.set(stage, reasons);
    // Values and lengths are in rejected.jsonl; here they would make every reason another one.
    const short = reason.replace(/^(the question does not say|question of) .*/, '$1 …');
    reasons.set(short, (reasons.get(short) ?? 0) + 1);
  }

  stages(): FunnelStage[] {
    let left = this.asked;
    return pairStages.map((stage) => {
      const reasons = [...(this.#dropped.get(stage) ?? [])].sort((a, b) => b[1] - a[1]);
      const dropped = reasons.reduce((sum, [, count]) => sum + count, 0);
      left -= dropped;
      return { stage, dropped, left, reasons: Object.fromEntries(reasons.slice(0, 20)) };
    });
  }
}
