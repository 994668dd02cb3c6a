/**
 * Answers over HTTP: the program as `npm start` runs it, beside a bare Hono route that returns a constant.
 *
 * Each server is a process of its own on loopback. Requests are written and read here over bare sockets, since node's own
 * client would be slower than the servers. Connections stay open; each sends its next request when it has its answer. The
 * servers take turns, round by round; every round is bounded in requests and in time.
 */
import type { ChildProcess } from "node:child_process"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { OUTCOMES } from "../../src/kernel/diagram/types.ts"
import { bodyOf, connectTo, statusOf, type Exchange } from "../http/exchange.ts"
import { started, type Server } from "../http/server.ts"
import { processorSecondsOf } from "./clock.ts"
import { medianOf } from "./measure.ts"
import type { Subject } from "./situations.ts"

const CONNECTIONS = 4
const ROUNDS = 5
const WARM_UP: Bounds = { requests: 5_000, seconds: 8 }
const ROUND: Bounds = { requests: 20_000, seconds: 2 }

interface Bounds {
  readonly requests: number
  readonly seconds: number
}

export interface Served {
  readonly name: string
  readonly perSecond: number
  readonly lowest: number
  readonly highest: number
  /** Milliseconds from the request's first byte to the answer's last, over all rounds. */
  readonly p50: number
  readonly p99: number
  /** Milliseconds of the server's processor time for a request; `null` where the system does not say. */
  readonly processor: number | null
  readonly bytes: number
  readonly note: string
}

interface Measured extends Server {
  readonly note: string
}

/** `root`: the project's folder, with dist/ built. */
export async function overHttp(subject: Subject, root: string, pack: string): Promise<readonly Served[]> {
  const requests = requestsOf(subject)
  const writ = { name: "POST /v1/answers", command: [join(root, "dist/cli/main.js"), "serve", "--pack", pack, "--data", join(tmpdir(), "writ-bench-data")], note: "" }
  const bare = { name: "bare Hono route, a constant", command: [join(root, "bench/answers/bare-hono.mjs")], note: "the same requests; their bodies are not read" }
  const running: { readonly server: Measured; readonly port: number; readonly process: ChildProcess }[] = []
  try {
    for (const server of [writ, bare]) running.push({ server, ...(await started(server, root)) })
    const [own] = running
    const equal = await countEqualAnswers(subject, own?.port ?? 0, requests)
    const rounds = running.map(() => [] as MeasuredRound[])
    for (const { port } of running) await load(port, requests, WARM_UP)
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, { port, process: child }] of running.entries()) {
        const before = processorSecondsOf(child.pid ?? 0)
        const done = { ...(await load(port, requests, ROUND)), processor: secondsSince(before, child.pid ?? 0) }
        rounds[index]?.push(done)
      }
    }
    return running.map(({ server }, index) => {
      const note = server === writ ? `equal on ${String(equal)} of ${String(subject.situations.length)} situations` : server.note
      return served(server.name, note, rounds[index] ?? [])
    })
  } finally {
    for (const { process: child } of running) child.kill()
  }
}

type MeasuredRound = Round & { readonly processor: number | null }

function secondsSince(before: number | null, pid: number): number | null {
  const now = processorSecondsOf(pid)
  return now === null || before === null ? null : now - before
}

function served(name: string, note: string, rounds: readonly MeasuredRound[]): Served {
  const rates = rounds.map((round) => round.latencies.length / round.seconds)
  const latencies = rounds.flatMap((round) => round.latencies).sort((a, b) => a - b)
  const quantile = (share: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? NaN
  const each = rounds.map((round) => (round.processor === null ? NaN : (round.processor * 1000) / round.latencies.length))
  const processor = each.some(Number.isNaN) ? null : medianOf(each)
  return { name, note, processor, perSecond: medianOf(rates), lowest: Math.min(...rates), highest: Math.max(...rates), p50: quantile(0.5), p99: quantile(0.99), bytes: rounds[0]?.bytes ?? 0 }
}

/** One request for each situation. */
function requestsOf({ open, situations, on }: Subject): readonly Buffer[] {
  return situations.map(({ values }) => {
    const payload = JSON.stringify({ question: open.question.id, on, facts: values })
    const head = ["POST /v1/answers HTTP/1.1", "host: 127.0.0.1", "content-type: application/json", "accept: application/json", `content-length: ${String(Buffer.byteLength(payload))}`]
    return Buffer.from(`${head.join("\r\n")}\r\n\r\n${payload}`)
  })
}

interface Round {
  readonly seconds: number
  /** Milliseconds, one for each request. */
  readonly latencies: readonly number[]
  /** Length of an answer, head and body: the longest. */
  readonly bytes: number
}

/** All connections together, until the first of the bounds. */
async function load(port: number, requests: readonly Buffer[], bounds: Bounds): Promise<Round> {
  const latencies: number[] = []
  let next = 0
  let bytes = 0
  const start = performance.now()
  const ends = start + bounds.seconds * 1000
  const connection = async (): Promise<void> => {
    const exchange = connectTo(port)
    while (next < bounds.requests && performance.now() < ends) {
      const request = requests[(next++ * 7919) % requests.length] ?? Buffer.alloc(0)
      const sent = performance.now()
      const answer = await ask(exchange, request)
      latencies.push(performance.now() - sent)
      bytes = Math.max(bytes, answer.length)
    }
    exchange.close()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  return { seconds: (performance.now() - start) / 1000, latencies, bytes }
}

async function ask(exchange: Exchange, request: Buffer): Promise<Buffer> {
  const answer = await exchange.ask(request)
  if (statusOf(answer) !== "200") throw new Error(`the server answered ${answer.toString("utf8", 0, 400)}`)
  return answer
}

async function countEqualAnswers({ situations }: Subject, port: number, requests: readonly Buffer[]): Promise<number> {
  const exchange = connectTo(port)
  let equal = 0
  for (const [index, request] of requests.entries()) {
    const { outcome } = JSON.parse(bodyOf(await ask(exchange, request))) as { readonly outcome: string }
    if (outcome === OUTCOMES[situations[index]?.outcome ?? -1]) equal += 1
  }
  exchange.close()
  return equal
}
