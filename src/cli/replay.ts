/** `writ replay FILE`: past decisions, one a line, decided again under the law of another day or another pack. */
import { createReadStream, statSync } from "node:fs"
import { readPastDecision } from "../law/replay/past-decision.ts"
import { Replay } from "../law/replay/replay.ts"
import { QuestionTooLarge } from "../law/open-question.ts"
import type { Day } from "../law/types.ts"
import { languagesOf } from "../ui/languages.ts"
import type { Texts } from "../ui/texts.ts"
import { Lines, type Line } from "./lines.ts"
import { mustOpen } from "./open.ts"
import { packFolder, today, type Options } from "./options.ts"
import { printReplay } from "./print-replay.ts"
import { progressBar } from "./progress.ts"
import { lineProblem, ownProblem } from "./replay-words.ts"
import { replayJson, type ReplayRun, type WrongLine } from "./replay-json.ts"
import { textsIn } from "./speak.ts"
import { paintFor } from "./terminal.ts"
import { UsageError } from "./usage.ts"

/** As a shell says that somebody left with Ctrl+C. */
const LEFT = 130
/** Lines whose fault is told. */
const MOST_TOLD = 5
const CHUNK_BYTES = 256 * 1024

/** The exit code: 1 where the file, or a line of it, cannot be read. */
export async function replay(options: Options): Promise<number> {
  const [file, ...rest] = options.positionals
  if (file === undefined || rest.length > 0) throw new UsageError("writ replay takes one file with a decision a line, or - for standard input")
  const own = mustOpen(packFolder(options.pack))
  const other = options.against === null ? own : mustOpen(options.against)
  const texts = textsIn(options.language ?? languagesOf(own.pack)[0])
  const on = options.on ?? today(other.pack.settings.timeZone)
  const replaying = new Replay(own, other, on)
  const reading = new Reading(replaying, texts, today(own.pack.settings.timeZone))
  try {
    const ended = await reading.read(file)
    const run: ReplayRun = { file, own, other, on, packs: { own: options.pack, other: options.against ?? options.pack }, ended, lines: reading.lines, wrong: reading.wrong, found: replaying.replayed() }
    process.stdout.write(options.json ? `${JSON.stringify(replayJson(run), null, 2)}\n` : printReplay(run, texts, paintFor(process.stdout)))
    if (reading.wrong.count > MOST_TOLD) process.stderr.write(`${texts.t("replay.wrong", { count: reading.wrong.count })}\n`)
    return !ended ? LEFT : reading.wrong.count > 0 ? 1 : 0
  } catch (error) {
    const said = error instanceof QuestionTooLarge ? `writ: ${error.message}` : unreadable(texts, file, error)
    if (said === null) throw error
    process.stderr.write(`${said}\n`)
    return 1
  }
}

/** `null` for what is no fault of the file. */
function unreadable(texts: Texts, file: string, error: unknown): string | null {
  return error instanceof Error && "code" in error && "syscall" in error ? texts.t("replay.unreadable", { file, code: String(error.code) }) : null
}

/** Bytes as they come; `destroy` ends them early. */
interface ByteStream extends AsyncIterable<Buffer> {
  destroy(): unknown
}

class Reading {
  readonly wrong: { count: number; readonly first: WrongLine[] } = { count: 0, first: [] }
  readonly #replaying: Replay
  readonly #texts: Texts
  readonly #today: Day
  readonly #lines = new Lines()
  readonly #bar = progressBar()

  constructor(replaying: Replay, texts: Texts, day: Day) {
    this.#replaying = replaying
    this.#texts = texts
    this.#today = day
  }

  /** Lines read. */
  get lines(): number {
    return this.#lines.number
  }

  /** Reads until the end; `false` where the person left before. */
  async read(file: string): Promise<boolean> {
    const stream: ByteStream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES })
    const leaving = new AbortController()
    const leave = (): void => {
      leaving.abort()
      stream.destroy()
    }
    process.once("SIGINT", leave)
    try {
      await this.#chunks(stream, sizeOf(file))
    } catch (error) {
      if (!leaving.signal.aborted) throw error
    } finally {
      process.off("SIGINT", leave)
      this.#bar?.clear()
    }
    return !leaving.signal.aborted
  }

  async #chunks(stream: ByteStream, size: number | null): Promise<void> {
    const take = (line: Line): void => { this.#take(line) }
    let done = 0
    for await (const chunk of stream) {
      this.#lines.push(chunk, take)
      done += chunk.length
      this.#bar?.show(size === null ? null : done / size, () => this.#texts.t("replay.progress", { line: this.#lines.number }))
    }
    this.#lines.end(take)
  }

  #take(line: Line): void {
    const problem = this.#problemOf(line)
    if (problem === null) return
    this.wrong.count += 1
    if (this.wrong.count > MOST_TOLD) return
    this.wrong.first.push({ line: line.number, problem })
    this.#bar?.clear()
    process.stderr.write(`${this.#texts.t("replay.line", { line: line.number, problem })}\n`)
  }

  #problemOf(line: Line): string | null {
    if (line.kind !== "text") return lineProblem(this.#texts, { kind: line.kind, found: "" })
    const read = readPastDecision(line.text, this.#today)
    if (read.kind === "wrong") return lineProblem(this.#texts, read.problem)
    const unknown = this.#replaying.add(read.decision, line.number)
    return unknown === null ? null : ownProblem(this.#texts, read.decision.question, unknown)
  }
}

/** Bytes of a file; `null` where nobody knows: of a pipe, or of what is not there. */
function sizeOf(file: string): number | null {
  const found = file === "-" ? undefined : statSync(file, { throwIfNoEntry: false })
  return found?.isFile() === true && found.size > 0 ? found.size : null
}
