/**
 * Did you mean: the known names nearest to one that is not known, for a diagnostic's hint.
 *
 *     didYouMean("joint-duti", ["joint-duty", "hold"])   "did you mean `joint-duty`?"
 *     didYouMean("xyz", ["yes", "no"])                   "one of `yes`, `no`"
 *     didYouMean("xyz", a hundred names)                 undefined
 *
 * Nearness is the number of letters to add, drop, change or swap with their neighbour (optimal string alignment).
 */

/** What a list of names in a message holds at most. */
export const LISTED_AT_MOST = 5

/** A hint for a name that is none of `known`; `undefined` where nothing is near and there is too much to list. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const all = [...new Set(known)]
  const near = nearestNames(name, all)
  if (near.length > 0) return `did you mean ${alternatives(near)}?`
  if (all.length === 0 || all.length > LISTED_AT_MOST) return undefined
  return `${all.length === 1 ? "the only one is" : "one of"} ${all.map(quote).join(", ")}`
}

/** The names of `known` at most a third of the letters away from `name`, or that contain it or it them, nearest first, five at most. */
export function nearestNames(name: string, known: Iterable<string>): readonly string[] {
  const wanted = fold(name)
  const near: { readonly known: string; readonly steps: number }[] = []
  for (const candidate of new Set(known)) {
    const written = fold(candidate)
    const atMost = Math.ceil(Math.max(wanted.length, written.length) / 3)
    const contained = Math.min(wanted.length, written.length) >= 4 && (wanted.includes(written) || written.includes(wanted))
    if (!contained && Math.abs(wanted.length - written.length) > atMost) continue
    const steps = stepsBetween(wanted, written)
    if (contained || steps <= atMost) near.push({ known: candidate, steps })
  }
  near.sort((a, b) => a.steps - b.steps || (a.known < b.known ? -1 : 1))
  const nearest = near[0]?.steps ?? 0
  return near.filter(({ steps }) => steps <= nearest + 1).slice(0, LISTED_AT_MOST).map((entry) => entry.known)
}

/** Case, hyphens, underscores and blanks are what people mix up most; none of them counts. */
function fold(name: string): string {
  return name.slice(0, 80).toLowerCase().replace(/[-_\s]+/g, "-")
}

function stepsBetween(from: string, to: string): number {
  let before: number[] = []
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const dropped = (previous[column] ?? 0) + 1
      const added = (current[column - 1] ?? 0) + 1
      const changed = (previous[column - 1] ?? 0) + (same ? 0 : 1)
      const swappable = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const swapped = swappable ? (before[column - 2] ?? 0) + 1 : Infinity
      current.push(Math.min(dropped, added, changed, swapped))
    }
    before = previous
    previous = current
  }
  return previous[to.length] ?? 0
}

function alternatives(names: readonly string[]): string {
  const last = names.at(-1)
  const first = names.slice(0, -1).map(quote).join(", ")
  return last === undefined || first === "" ? names.map(quote).join("") : `${first} or ${quote(last)}`
}

/** `a`, `b` and 3 more: a list for a message, five names at most. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, LISTED_AT_MOST).map(quote).join(", ")
  const more = names.length - LISTED_AT_MOST
  return more > 0 ? `${shown} and ${String(more)} more` : shown
}

/** A user's text in backticks, on one line. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, " ").trim()
  return `\`${line.length > 60 ? `${line.slice(0, 59)}…` : line}\``
}
