/** Linear warm-up, then a cosine from `peak` to `peak · finalRatio`; `progress` 0 to 1 over the whole run. */
export function learningRateAt(
  progress: number,
  { peak, warmupRatio, finalRatio }: { peak: number; warmupRatio: number; finalRatio: number },
): number {
  if (progress < warmupRatio) return peak * Math.max(progress / warmupRatio, 1e-3);
  const cosine =
    0.5 * (1 + Math.cos(Math.PI * Math.min(1, (progress - warmupRatio) / (1 - warmupRatio))));
  return peak * (finalRatio + (1 - finalRatio) * cosine);
}
