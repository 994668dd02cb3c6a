/** Plain text tables: the first column to the left, numbers to the right, the last column as it comes. */

export interface Table {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Columns that stand to the left, by index; the others stand to the right. */
  readonly left: ReadonlySet<number>
}

export function printTable({ title, head, rows, left }: Table): string {
  const widths = head.map((word, column) => Math.max(word.length, ...rows.map((row) => (row[column] ?? "").length)))
  const line = (row: readonly string[]): string =>
    row.map((word, column) => (left.has(column) ? word.padEnd(widths[column] ?? 0) : word.padStart(widths[column] ?? 0))).join("  ").trimEnd()
  return [title, "", line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n")
}

/** `35,412,000`: three digits that count, more is noise. */
export function printRate(rate: number): string {
  if (rate < 100) return rate.toPrecision(2)
  const scale = 10 ** (Math.floor(Math.log10(rate)) - 2)
  return (Math.round(rate / scale) * scale).toLocaleString("en-US")
}
