/**
 * The clock: processor time of the thread that measures, so that other programs on the machine take nothing from anyone.
 *
 * On Linux the kernel says it (schedstat(5): nanoseconds on the processor), to a few milliseconds, so rounds last some
 * hundred. Elsewhere it is wall time. Memory and caches are still shared; only an idle machine gives the best numbers.
 */
import { closeSync, openSync, readFileSync, readSync } from "node:fs"

export const CLOCK = process.platform === "linux" ? "processor time of one thread" : "wall time"

const schedstat = process.platform === "linux" ? openSync(`/proc/self/task/${String(process.pid)}/schedstat`, "r") : null
const buffer = Buffer.alloc(64)

/** Seconds that another process's first thread has had; `null` where the system does not say. */
export function processorSecondsOf(pid: number): number | null {
  if (process.platform !== "linux") return null
  return Number.parseInt(readFileSync(`/proc/${String(pid)}/task/${String(pid)}/schedstat`, "latin1"), 10) / 1e9
}

/** Seconds since some moment. */
export function clockSeconds(): number {
  if (schedstat === null) return performance.now() / 1000
  const read = readSync(schedstat, buffer, 0, buffer.length, 0)
  return Number.parseInt(buffer.toString("latin1", 0, read), 10) / 1e9
}

process.once("exit", () => { if (schedstat !== null) closeSync(schedstat) })
