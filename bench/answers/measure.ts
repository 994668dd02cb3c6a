/**
 * Measuring: contestants answer the same shuffled situations, in rounds, one after another within each round.
 *
 * A round gives a rate for everyone; the median over the rounds is reported, with the lowest and the highest. Ratios are
 * taken within a round and their median reported, so that what slows the machine for a while slows both sides. What a
 * contestant returns is the sum of its outcomes, compared with the expected sum after every run: no answer can be
 * skipped by a compiler, and a wrong one stops the benchmark.
 */
import { clockSeconds } from "./clock.ts"
import { DRAWS, type Subject } from "./situations.ts"

export interface Contestant {
  readonly name: string
  readonly kind: "writ" | "by-hand" | "peer" | "limit"
  /** What a reader must know to read the number rightly. */
  readonly note: string
  /** Answers come in multiples of this many. */
  readonly unit: number
  /** The outcome of one situation, 0 to 6, by its index; `null` for a limit, which answers nothing. */
  readonly decide: ((situation: number) => number | Promise<number>) | null
  /** Answers the first `count` draws, beginning again after the last, and returns the sum of the outcomes. */
  readonly run: (count: number) => number | Promise<number>
}

export interface Measured {
  readonly contestant: Contestant
  /** Answers a second, one for each round. */
  readonly rates: readonly number[]
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

export interface Rounds {
  readonly rounds: number
  readonly warmUpSeconds: number
  readonly roundSeconds: number
}

/** How many situations a contestant answers as the diagram does. */
export async function countEqual(subject: Subject, contestant: Contestant): Promise<number> {
  let equal = 0
  for (const [index, situation] of subject.situations.entries()) {
    if (contestant.decide === null || (await contestant.decide(index)) === situation.outcome) equal += 1
  }
  return equal
}

export async function measure(subject: Subject, contestants: readonly Contestant[], rounds: Rounds): Promise<readonly Measured[]> {
  const counts: number[] = []
  for (const contestant of contestants) counts.push(await warmUp(subject, contestant, rounds))
  const rates: number[][] = contestants.map(() => [])
  for (let round = 0; round < rounds.rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const count = counts[index] ?? contestant.unit
      rates[index]?.push(count / (await timed(subject, contestant, count)))
    }
  }
  return contestants.map((contestant, index) => {
    const own = rates[index] ?? []
    return { contestant, rates: own, median: medianOf(own), lowest: Math.min(...own), highest: Math.max(...own) }
  })
}

/** Runs until the compilers have settled; how many answers make a round. */
async function warmUp(subject: Subject, contestant: Contestant, { warmUpSeconds, roundSeconds }: Rounds): Promise<number> {
  let count = contestant.unit
  let spent = 0
  for (;;) {
    const seconds = await timed(subject, contestant, count)
    spent += seconds
    const wanted = wholeUnits(contestant, (count / seconds) * roundSeconds)
    if (spent >= warmUpSeconds) return wanted
    count = Math.min(wanted, count * 4)
  }
}

function wholeUnits(contestant: Contestant, count: number): number {
  return Math.max(1, Math.round(count / contestant.unit)) * contestant.unit
}

async function timed(subject: Subject, contestant: Contestant, count: number): Promise<number> {
  const start = clockSeconds()
  const outcome = contestant.run(count)
  const sum = typeof outcome === "number" ? outcome : await outcome
  // A clock that has not moved yet would make an infinite rate.
  const seconds = Math.max(clockSeconds() - start, 1e-6)
  if (contestant.decide !== null && sum !== expectedSum(subject, count)) throw new Error(`${contestant.name} answered otherwise while it was timed`)
  return seconds
}

function expectedSum({ sums }: Subject, count: number): number {
  return Math.floor(count / DRAWS) * (sums[DRAWS] ?? 0) + (sums[count % DRAWS] ?? 0)
}

/** The median over the rounds of one's rate by the other's. */
export function ratio(one: Measured, other: Measured): number {
  return medianOf(one.rates.map((rate, round) => rate / (other.rates[round] ?? NaN)))
}

export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/** A contestant that answers one situation at a time, slowly enough that the call to `decide` does not show. */
export function oneByOne(subject: Subject, name: string, kind: Contestant["kind"], note: string, decide: (situation: number) => number): Contestant {
  const { draws } = subject
  const run = (count: number): number => {
    let sum = 0
    for (let index = 0; index < count; index++) sum += decide(draws[index % DRAWS] ?? 0)
    return sum
  }
  return { name, kind, note, unit: 10, decide, run }
}
