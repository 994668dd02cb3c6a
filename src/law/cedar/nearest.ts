/** "Did you mean …?": the nearest of the known names. */

/** A hint naming the nearest known name; else the names, five at most; `undefined` where there are none. */
export function didYouMean(text: string, known: readonly string[]): string | undefined {
  const near = nearest(text, known)
  if (near !== null) return `did you mean \`${near}\`?`
  if (known.length === 0) return undefined
  const named = known.slice(0, 5).map((name) => `\`${name}\``).join(", ")
  return known.length <= 5 ? `known: ${named}` : `known: ${named} and ${String(known.length - 5)} more`
}

/** The known name at the smallest edit distance, if that is a third of its length at most. */
export function nearest(text: string, known: readonly string[]): string | null {
  let best: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const name of known) {
    const distance = editDistance(text.toLowerCase(), name.toLowerCase())
    if (distance < least && distance <= Math.max(1, Math.floor(Math.max(name.length, text.length) / 3))) [best, least] = [name, distance]
  }
  return best
}

/** Levenshtein: insertions, deletions and replacements. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[right.length] ?? 0
}
