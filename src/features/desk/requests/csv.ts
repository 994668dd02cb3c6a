/** A line of comma-separated values, as RFC 4180 has it; what begins like a formula is no formula to a spreadsheet. */
export function csvLine(values: readonly string[]): string {
  return `${values.map((value) => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)).map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(",")}\r\n`
}
