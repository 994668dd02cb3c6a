/** A bar on standard error that is written over itself, for work that people wait for. */

export interface ProgressBar {
  /** `share` from 0 to 1, or `null` where nobody knows how much is to come: then the words stand alone. */
  readonly show: (share: number | null, words: () => string) => void
  readonly clear: () => void
}

const CELLS = 30
const EVERY_MS = 100

/** Nothing where standard error is no terminal. */
export function progressBar(): ProgressBar | undefined {
  if (!process.stderr.isTTY) return undefined
  let shown = 0
  return {
    show: (share, words) => {
      const now = performance.now()
      if (now - shown < EVERY_MS) return
      shown = now
      process.stderr.write(`\r\u001b[K${share === null ? "" : `${barOf(share)} `}${words()}`)
    },
    clear: () => process.stderr.write("\r\u001b[K"),
  }
}

function barOf(share: number): string {
  return `[${"#".repeat(Math.floor(CELLS * Math.min(1, share))).padEnd(CELLS)}]`
}
