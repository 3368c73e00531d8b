/** Sweeps of the Jacobi method; matrices here are at most a few experts wide. */
const SWEEPS = 30;

/**
 * Condition number of a matrix of few rows: the ratio of its largest to its smallest singular value.
 * @param rows - vectors of one length
 */
export function conditionNumber(rows: readonly Float32Array[]): number {
  const gram = rows.map((a) =>
    rows.map((b) => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0)),
  );
  const values = symmetricEigenvalues(gram);
  const [smallest, largest] = [Math.min(...values), Math.max(...values)];
  return smallest <= 0 ? Infinity : Math.sqrt(largest / smallest);
}

/** Eigenvalues of a symmetric matrix by cyclic Jacobi rotations. */
function symmetricEigenvalues(matrix: readonly (readonly number[])[]): number[] {
  const a = matrix.map((row) => [...row]);
  const at = (i: number, j: number): number => a[i]?.[j] ?? 0;
  const size = a.length;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        if (at(p, q) === 0) continue;
        const theta = (at(q, q) - at(p, p)) / (2 * at(p, q));
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cos = 1 / Math.hypot(t, 1);
        rotate(a, [p, q], [cos, t * cos]);
      }
    }
  }
  return a.map((_, i) => at(i, i));
}

function rotate(a: number[][], [p, q]: [number, number], [cos, sin]: [number, number]): void {
  for (const row of a) {
    const [x, y] = [row[p] as number, row[q] as number];
    [row[p], row[q]] = [cos * x - sin * y, sin * x + cos * y];
  }
  const [rowP, rowQ] = [a[p] as number[], a[q] as number[]];
  for (let i = 0; i < a.length; i += 1) {
    const [x, y] = [rowP[i] as number, rowQ[i] as number];
    [rowP[i], rowQ[i]] = [cos * x - sin * y, sin * x + cos * y];
  }
}
