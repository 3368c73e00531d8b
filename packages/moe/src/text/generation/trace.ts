import type { ExpertLanes } from './expert-lanes.js';
import type { StepResult } from './step-runner.js';
import type { LayerTrace } from './text-generator-types.js';

/** What each mixture layer decided for one row of a pass. Lanes that only fill up are left out. */
export function layerTraces(
  { experts, dialects, layers }: StepResult,
  { row, rows }: { readonly row: number; readonly rows: number },
  lanes: ExpertLanes,
): LayerTrace[] {
  const sizes = lanes.mixture.groups.map(({ numExperts }) => numExperts);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return Array.from({ length: layers }, (_, layer) => {
    const place = layer * rows + row;
    const own: Record<string, readonly number[]> = {};
    const shares: Record<string, number> = {};
    let offset = place * total;
    lanes.groups.forEach((name, lane) => {
      const size = sizes[lane] as number;
      if (lanes.groups.indexOf(name) === lane && experts !== null) {
        own[name] = Array.from(experts.subarray(offset, offset + size));
        if (dialects !== null)
          shares[name] = dialects[place * lanes.groups.length + lane] as number;
        else if (lanes.groups.length === 1) shares[name] = 1;
      }
      offset += size;
    });
    return { dialects: shares, experts: own };
  });
}
