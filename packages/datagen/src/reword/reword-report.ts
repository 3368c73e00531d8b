import type { ModelUsage } from '../sql-gen/model/asked-model.js';
import type { FunnelStage } from '../sql-gen/sql-gen-report.js';
import type { RewordStage } from './reword-pair.js';
import type { WordingDiversity } from './wording-diversity.js';

/** What `runReword` did. */
export interface RewordReport {
  /** The dialect whose queries the model read. */
  readonly dialect: string;
  readonly model: string;
  readonly seed: number;
  /** File of the prompt, with its version. */
  readonly prompt: string;
  /** Wordings that the model was asked for. */
  readonly asked: number;
  readonly kept: number;
  readonly funnel: readonly FunnelStage<RewordStage>[];
  readonly pairsBySplit: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Of the kept: how varied they are, beside the questions that they are wordings of. */
  readonly diversity: {
    readonly original: WordingDiversity;
    readonly reworded: WordingDiversity;
    /** Share of the words of both that only one of them has, on average. */
    readonly change: number;
  };
  /** Of all that were asked again, those that got the rows of their gold; absent without a round trip. */
  readonly roundTrip?: {
    readonly asked: number;
    readonly original: number;
    readonly reworded: number;
    /** Both did. */
    readonly both: number;
  };
  readonly usage: ModelUsage;
  readonly brokenJournalLines: number;
  /** Why it ended before all were reworded. */
  readonly stopped?: string;
}
