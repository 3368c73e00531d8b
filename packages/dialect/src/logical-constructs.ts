/** Constructs of the logical form that not every dialect has. The order is that of the documentation. */
export const logicalConstructs = ['union', 'intersect', 'except', 'subquery'] as const;

/** One of {@link logicalConstructs}. */
export type LogicalConstruct = (typeof logicalConstructs)[number];
