import type { Walk } from '@momq/graph-store';

/**
 * Steps of a shortest way round to where it begins. NebulaGraph searches from both ends at once: in both directions it meets itself at
 * the first neighbour, and looks no further.
 */
export function mostAround({ direction }: Walk, most: number): number {
  return direction === 'both' ? 2 : most;
}
