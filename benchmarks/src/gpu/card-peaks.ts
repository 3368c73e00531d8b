/** Peak of a card without sparsity, in TFLOP/s. */
export interface CardPeak {
  /** Float32 outside the tensor cores. */
  readonly fp32: number;
  /** Float16 on the tensor cores, sums in float32. */
  readonly fp16: number;
  readonly source: string;
}

/** Cards by what `nvidia-smi` calls them. */
const peaks: readonly (CardPeak & { readonly name: RegExp })[] = [
  {
    name: /H[12]00(?!.*(PCIe|NVL))/,
    fp32: 67,
    fp16: 989.5,
    source: 'NVIDIA H200 and H100 SXM data sheets; float16 halved, as theirs counts sparsity',
  },
  {
    name: /A100/,
    fp32: 19.5,
    fp16: 312,
    source: 'NVIDIA A100 data sheet',
  },
  { name: /L4$/, fp32: 30.3, fp16: 121, source: 'NVIDIA L4 data sheet; float16 halved' },
  { name: /T4$/, fp32: 8.1, fp16: 65, source: 'NVIDIA T4 data sheet' },
];

/** The data sheet's peak of a card; `undefined` for cards that are not in the table. */
export function cardPeak(card: string): CardPeak | undefined {
  return peaks.find(({ name }) => name.test(card));
}
