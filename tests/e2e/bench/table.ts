// Tables that a person reads, and the few numbers that make many measurements one.

/** Prints a title and rows whose columns are as wide as they need to be: words on the left, figures on the right. */
export function printTable(title: string, rows: string[][]): void {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  const line = (row: string[]) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)));
  console.log(`\n${title}\n${rows.map((row) => line(row).join("   ").trimEnd()).join("\n")}\n`);
}

/** The value below which this share of the measurements lies. */
export function quantile(measured: number[], share: number): number {
  const sorted = measured.toSorted((one, other) => one - other);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}

/** The value in the middle. */
export function median(measured: number[]): number {
  return quantile(measured, 0.5);
}

/** Whole milliseconds, or tenths where there are few. */
export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/** Mebibytes. */
export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
