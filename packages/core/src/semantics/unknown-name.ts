/** A name in an expression that no dataset, field or column has. */
export class UnknownName extends Error {}
