import { widenHalves, widenTransposed } from './half-float.js';
import { minilmConfig } from './minilm-config.js';
import { MiniLmError } from './minilm-error.js';
import { readHalfTensors, type HalfTensor } from './safetensors.js';

/** A float32 parameter of the encoder layers. */
export interface Parameter {
  /** Axis sizes. */
  readonly shape: readonly number[];
  /** Values, row-major. */
  readonly values: Float32Array;
}

/** Embedding tables, looked up on the host. */
export interface EmbeddingTables {
  /** Word embeddings, half precision, shape (V, D). */
  readonly wordEmbeddings: Uint16Array;
  /** Position plus token-type embeddings of a single-text input, float32, shape (maxPieces, D). */
  readonly positionEmbeddings: Float32Array;
}

/** Everything the forward pass needs. */
export interface BertWeights {
  /** What turns word-piece ids into the first hidden states. */
  readonly tables: EmbeddingTables;
  /** Parameters of {@link bertForward} by name; kernels are (inFeatures, outFeatures). */
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/**
 * Reads the weights of all-MiniLM-L6-v2 and lays them out for {@link bertForward}: kernels are
 * transposed, and query, key and value kernels of a layer lie side by side.
 *
 * @param bytes - `model.safetensors`, half precision, names and layout of Hugging Face
 * @param file - name for messages
 * @throws {@link MiniLmError} `WEIGHTS_CORRUPT` when a tensor is missing or has another shape
 */
export function readBertWeights(bytes: Uint8Array<ArrayBuffer>, file: string): BertWeights {
  const tensors = readHalfTensors(bytes, file);
  const { width, numLayers, intermediateWidth, vocabularySize, maxPieces } = minilmConfig;
  const parameters = new Map<string, Parameter>();

  const take = (name: string, shape: readonly number[]): Uint16Array => {
    const tensor: HalfTensor | undefined = tensors.get(name);
    if (tensor?.shape.join() === shape.join()) return tensor.halves;
    throw new MiniLmError(
      'WEIGHTS_CORRUPT',
      `${file}: expected ${name} of shape [${shape.join(', ')}], got ` +
        `${tensor ? `[${tensor.shape.join(', ')}]` : 'none'}. Reinstall the package.`,
    );
  };
  const addVector = (name: string, sources: readonly string[], size: number): void => {
    const values = new Float32Array(sources.length * size);
    for (const [index, source] of sources.entries()) {
      values.set(widenHalves(take(source, [size])), index * size);
    }
    parameters.set(name, { shape: [values.length], values });
  };
  const addKernel = (name: string, sources: readonly string[], shape: [number, number]): void => {
    const [outFeatures, inFeatures] = shape;
    const destinationWidth = sources.length * outFeatures;
    const destination = new Float32Array(inFeatures * destinationWidth);
    for (const [index, source] of sources.entries()) {
      const halves = take(source, shape);
      const column = index * outFeatures;
      widenTransposed({ halves, inFeatures, destination, destinationWidth, column });
    }
    parameters.set(name, { shape: [inFeatures, destinationWidth], values: destination });
  };
  const addNorm = (name: string, source: string): void => {
    addVector(`${name}.scale`, [`${source}.weight`], width);
    addVector(`${name}.shift`, [`${source}.bias`], width);
  };
  const addDense = (name: string, sources: readonly string[], shape: [number, number]): void => {
    const of = (part: string): string[] => sources.map((source) => `${source}.${part}`);
    addKernel(`${name}.kernel`, of('weight'), shape);
    addVector(`${name}.bias`, of('bias'), shape[0]);
  };

  addNorm('embeddings.norm', 'embeddings.LayerNorm');
  for (let layer = 0; layer < numLayers; layer++) {
    const to = `layers.${layer}`;
    const from = `encoder.layer.${layer}`;
    const projections = ['query', 'key', 'value'].map((part) => `${from}.attention.self.${part}`);
    addDense(`${to}.queryKeyValue`, projections, [width, width]);
    addDense(`${to}.attentionOutput`, [`${from}.attention.output.dense`], [width, width]);
    addNorm(`${to}.attentionNorm`, `${from}.attention.output.LayerNorm`);
    addDense(`${to}.intermediate`, [`${from}.intermediate.dense`], [intermediateWidth, width]);
    addDense(`${to}.output`, [`${from}.output.dense`], [width, intermediateWidth]);
    addNorm(`${to}.outputNorm`, `${from}.output.LayerNorm`);
  }

  const positions = take('embeddings.position_embeddings.weight', [512, width]);
  const positionEmbeddings = widenHalves(positions.subarray(0, maxPieces * width)); // (maxPieces, D)
  const tokenType = widenHalves(take('embeddings.token_type_embeddings.weight', [2, width]));
  for (let index = 0; index < positionEmbeddings.length; index++) {
    positionEmbeddings[index]! += tokenType[index % width]!;
  }
  const words = take('embeddings.word_embeddings.weight', [vocabularySize, width]);
  // A copy, so that the other half of the file need not stay in memory.
  return { tables: { wordEmbeddings: words.slice(), positionEmbeddings }, parameters };
}
