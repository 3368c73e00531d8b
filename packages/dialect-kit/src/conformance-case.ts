import type { Database, DatabaseContent, DialectPack } from '@momq/dialect';

/** What a case is given. */
export interface CaseContext {
  readonly pack: DialectPack;
  /** Statements of the dialect that write to {@link harbour}; none may have an effect. */
  readonly writes: readonly string[];
  /** Sources that cannot be opened; a password in them is `hunter2`. */
  readonly unreachable: readonly string[];
  /** Builds an embedded database that is closed when the case ends. */
  open(content: DatabaseContent): Promise<Database>;
}

/** One behaviour that the contract asks of every pack, or of every pack that claims it. */
export interface ConformanceCase {
  /** `<part>: <behaviour>`; unique, and what a skip names. */
  readonly name: string;
  /** What of the pack the case is about; default: every pack. */
  readonly appliesTo?: (pack: DialectPack) => boolean;
  /** Throws where the pack behaves otherwise; the message says what was expected and what came. */
  run(context: CaseContext): Promise<void>;
}

/** True for packs with an embedded engine, which can build the databases that a case needs. */
export function isEmbedded({ capabilities }: DialectPack): boolean {
  return capabilities.engines.includes('embedded');
}
