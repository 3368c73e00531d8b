import type { DecoderConfig } from '../../config/decoder-config.js';
import type { MixtureConfig } from '../../config/mixture-config.js';

/** A text language model: token embedding → decoder → vocabulary logits. JSON-serialisable. */
export interface LanguageModelConfig {
  readonly decoder: DecoderConfig;
  /** Number of tokens (V): rows of the embedding and of the head. */
  readonly vocabularySize: number;
  /** Whether the head is the embedding matrix; then there is no weight `lm_head.weight`. */
  readonly tiedEmbeddings: boolean;
  /** Longest context the base was made for, in tokens (`max_position_embeddings`). Not enforced by the forward pass. */
  readonly maxPositions: number;
  /** The MoMQ adapters, or null for the bare base. */
  readonly mixture: MixtureConfig | null;
}
