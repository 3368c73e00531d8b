/** Counts rows and bytes of a result against its limits. */
export class RowLimits {
  private rowsLeft: number;
  private bytesLeft: number;
  /** Which limit cut the result, if one did. */
  cutBy: 'rows' | 'bytes' | undefined;

  constructor({ maxRows, maxBytes }: { readonly maxRows: number; readonly maxBytes: number }) {
    this.rowsLeft = maxRows;
    this.bytesLeft = maxBytes;
  }

  /** @returns false where the row is beyond a limit */
  take(bytes: number): boolean {
    if (this.cutBy !== undefined) return false;
    if (this.rowsLeft === 0) this.cutBy = 'rows';
    else if (bytes > this.bytesLeft) this.cutBy = 'bytes';
    this.rowsLeft -= 1;
    this.bytesLeft -= bytes;
    return this.cutBy === undefined;
  }
}
