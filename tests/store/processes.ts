/** Processes for the embedded server's tests: Writs that are started and killed, and others that stand in their way. */
import { execFileSync, spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { setTimeout as sleep } from "node:timers/promises"
import type { StoreProgress } from "../../src/store/progress.ts"
import type { StoreFacts } from "../../src/store/trouble.ts"

export type Said = StoreProgress | StoreFacts | { readonly kind: "open"; readonly user: string; readonly backend: number } | { readonly kind: "closed" } | { readonly kind: "bug"; readonly said: string }
type SaidOf<Kind extends Said["kind"]> = Extract<Said, { readonly kind: Kind }>

export const isRoot = process.getuid?.() === 0

/** Whether a command can be run here at all: some machines forbid namespaces. */
export function canRun(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0
}

const started: Writ[] = []

/** One Writ process on a data folder. */
export class Writ {
  readonly said: Said[] = []
  /** What it wrote to its error output. */
  errors = ""
  readonly #child: ChildProcessWithoutNullStreams
  readonly #ended: Promise<unknown>

  constructor(wrapper: readonly string[], folder: string) {
    const starter = [process.execPath, join(import.meta.dirname, "starter.mjs"), folder]
    const [command = "", ...args] = [...wrapper, ...starter]
    this.#child = spawn(command, args)
    const lines = createInterface({ input: this.#child.stdout })
    lines.on("line", (line) => void this.said.push(JSON.parse(line) as Said))
    this.#child.stderr.on("data", (data: Buffer) => { this.errors += data.toString() })
    this.#ended = new Promise((resolve) => this.#child.once("close", resolve))
    started.push(this)
  }

  /** What was said of a kind; undefined when it was not said. */
  of<Kind extends Said["kind"]>(kind: Kind): SaidOf<Kind> | undefined {
    return this.said.find((said): said is SaidOf<Kind> => said.kind === kind)
  }

  /** Waits until it works, and gives the server's process. Fails with what it said when it ended instead. */
  async opened(): Promise<number> {
    while (this.of("open") === undefined && this.#child.exitCode === null && this.#child.signalCode === null) await sleep(5)
    const reached = this.of("started") ?? this.of("adopted")
    if (this.of("open") === undefined || reached === undefined) throw new Error(`it did not open: ${JSON.stringify(this.said)} ${this.errors}`)
    return reached.pid
  }

  /** Waits until it ends, and gives what it said last. */
  async ended(): Promise<Said | undefined> {
    await this.#ended
    return this.said.at(-1)
  }

  async close(): Promise<void> {
    this.#child.stdin.write("close\n")
    await this.#ended
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL")
    await this.#ended
  }
}

/** Ends what a test started, and the servers that its processes left; first the processes, which would bring a server back. */
export async function endAll(): Promise<void> {
  const writs = started.splice(0)
  await Promise.all(writs.map((writ) => writ.kill()))
  for (const said of writs.flatMap((writ) => writ.said)) if (said.kind === "started" || said.kind === "adopted") await endServer(said.pid)
  for (const child of others.splice(0)) child.kill("SIGKILL")
}

/** At once, but so that it gives its shared memory back. */
async function endServer(pid: number): Promise<void> {
  if (!isServer(pid)) return
  process.kill(pid, "SIGQUIT")
  while (isRunning(pid)) await sleep(5)
}

/** As a system does that has run out of memory. */
export function killServer(pid: number): void {
  if (isServer(pid)) process.kill(pid, "SIGKILL")
}

function isServer(pid: number): boolean {
  return isRunning(pid) && readFileSync(`/proc/${pid}/comm`, "utf8") === "postgres\n"
}

/** Neither gone nor a zombie. */
export function isRunning(pid: number): boolean {
  const stat = `/proc/${pid}/stat`
  return existsSync(stat) && !/\) [ZX] /.test(readFileSync(stat, "utf8"))
}

const others: ChildProcessWithoutNullStreams[] = []

/** Another program, which has a process id that a server had before. */
export function anotherProgram(): number {
  const child = spawn("sleep", ["600"])
  others.push(child)
  return child.pid ?? 0
}

/** A process that has ended and whose parent does not ask for its exit code. */
export async function zombie(): Promise<number> {
  const parent = spawn("sh", ["-c", "sleep 0.01 & echo $!; exec sleep 600"])
  others.push(parent)
  const pid = Number(await new Promise<string>((resolve) => parent.stdout.once("data", (data: Buffer) => { resolve(data.toString()) })))
  while (isRunning(pid)) await sleep(5)
  return pid
}

/** Compiles what starter.mjs imports; nothing when it is compiled already. */
export function build(): void {
  execFileSync(process.execPath, ["scripts/build.mjs"])
}
