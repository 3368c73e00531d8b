import type { ModelUsage } from './model/asked-model.js';
import type { PairStage } from './stages/make-pair.js';

/** What a stage dropped. */
export interface FunnelStage<Stage extends string = PairStage> {
  readonly stage: Stage;
  readonly dropped: number;
  /** Pairs after the stage. */
  readonly left: number;
  /** Dropped pairs by reason, most frequent first; the twenty most frequent. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** What a run of SQL-GEN did. */
export interface SqlGenReport {
  readonly dialect: string;
  readonly model: string;
  /** Absent when nothing was judged. */
  readonly judge?: string;
  readonly seed: number;
  /** Files of the prompts, with their versions. */
  readonly prompts: readonly string[];
  readonly templates: {
    readonly seeds: number;
    readonly expanded: number;
    /** Answers that were no new template. */
    readonly rejected: number;
    /** Those by reason, most frequent first. */
    readonly reasons: Readonly<Record<string, number>>;
  };
  /** Pairs that the writer was asked for. */
  readonly asked: number;
  readonly kept: number;
  /** Of the kept, those that the judge rewrote. */
  readonly fixed: number;
  readonly funnel: readonly FunnelStage[];
  readonly pairsBySplit: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly usage: readonly ModelUsage[];
  /** Lines of the journal that could not be read; their answers were asked for again. */
  readonly brokenJournalLines: number;
  /** Why it ended before it had the pairs that were wanted. */
  readonly stopped?: string;
}
