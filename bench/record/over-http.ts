/**
 * The same through HTTP: `writ serve` as it is, in a process of its own on a folder of its own, and 64 connections kept alive.
 *
 * Each sends its next decision when its last is answered with its receipt, so what is under way is bounded by the connections: a
 * connection that waits for a turn every 200 ms makes at most a handful of decisions a second.
 */
import { spawnSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { openPack } from "../../src/pipeline.ts"
import { dayIn } from "../../src/law/days.ts"
import { processorSecondsOf } from "../answers/clock.ts"
import { subjectOf } from "../answers/situations.ts"
import { QUESTION } from "../answers/hand-written.ts"
import { connectTo, statusOf, type Exchange } from "../http/exchange.ts"
import { started } from "../http/server.ts"
import { DONE, run, type Run } from "./run.ts"

const PACK = "packs/chicago"
const BODY = "cpd"
const WARM_UP_SECONDS = 3

export interface HttpRun extends Run {
  /** Connections; each waits for its receipt. */
  readonly clients: number
  /** Microseconds of the server's first thread for a decision; `null` where the system does not say. */
  readonly processor: number | null
  /** Answers without a receipt: numbered later than two seconds after, or told to come again. */
  readonly without: number
}

/** `root`: the project's folder. The program is built first, which does nothing where nothing has changed. */
export async function overHttp(root: string, folder: string, clients: readonly number[], seconds: number): Promise<readonly HttpRun[]> {
  if (spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: root, stdio: ["ignore", 2, 2] }).status !== 0) throw new Error("the program does not build")
  const program = join(root, "dist/cli/main.js")
  const given = ["--pack", PACK, "--data", folder]
  const { port, process: server } = await started({ name: "writ serve", command: [program, "serve", ...given] }, root)
  try {
    const made = spawnSync(process.execPath, [program, "keys", "api", "make", BODY, ...given], { cwd: root, encoding: "utf8" })
    const secret = /writ_\w+/.exec(made.stdout)?.[0]
    if (secret === undefined) throw new Error(`no key: ${made.stderr}`)
    const requests = requestsOf(secret)
    await load(port, requests, clients[0] ?? 1, WARM_UP_SECONDS, server.pid ?? 0)
    const runs: HttpRun[] = []
    for (const count of clients) runs.push(await load(port, requests, count, seconds, server.pid ?? 0))
    return runs
  } finally {
    const ended = new Promise((resolve) => server.once("exit", resolve))
    server.kill()
    await ended
  }
}

/** A decision for each situation that the body can be in, without its idempotency key. */
function requestsOf(secret: string): readonly ((idempotencyKey: string) => string)[] {
  const { book } = openPack(PACK)
  if (book === null) throw new Error("the pack does not open")
  const { open, situations, on } = subjectOf(book, QUESTION, dayIn(book.pack.settings.timeZone, new Date()))
  return situations.map(({ values }) => {
    const facts = Object.fromEntries(Object.entries(values).filter(([fact]) => fact !== "body")) // the key says it
    const payload = JSON.stringify({ question: open.question.id, on, facts })
    const head = ["POST /v1/decisions HTTP/1.1", "host: 127.0.0.1", `authorization: Bearer ${secret}`, "content-type: application/json", `content-length: ${String(Buffer.byteLength(payload))}`]
    return (idempotencyKey) => `${head.join("\r\n")}\r\nidempotency-key: ${idempotencyKey}\r\n\r\n${payload}`
  })
}

async function load(port: number, requests: readonly ((key: string) => string)[], clients: number, seconds: number, pid: number): Promise<HttpRun> {
  const exchanges: readonly Exchange[] = Array.from({ length: clients }, () => connectTo(port))
  let [next, answered, without] = [0, 0, 0]
  const before = processorSecondsOf(pid)
  const measured = await run(seconds, async (client) => {
    const request = requests[(next++ * 7919) % requests.length]
    const answer = await exchanges[client]?.ask(Buffer.from(request?.(randomUUID()) ?? ""))
    const status = answer === undefined ? "" : statusOf(answer)
    if (status !== "201" && status !== "202" && status !== "503") throw new Error(`the server answered ${answer?.toString("utf8", 0, 400) ?? ""}`)
    if (status !== "201") without += 1
    answered += 1
    return DONE
  }, clients)
  const after = processorSecondsOf(pid)
  for (const exchange of exchanges) exchange.close()
  return { ...measured, clients, without, processor: before === null || after === null ? null : ((after - before) * 1e6) / answered }
}
