/** `writ fmt [DIR|FILE …]`: rules and tables of cases in one form. Each file that changes is named on standard output. */
import { existsSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { equalBytes } from "../kernel/text/bytes.ts"
import { quote } from "../kernel/text/did-you-mean.ts"
import { formatInstrument, formatPolicyFile, type Formatted } from "../law/format.ts"
import { INSTRUMENT_FILE, readPackFiles } from "../law/pack-files.ts"
import type { Options } from "./options.ts"
import { UsageError } from "./usage.ts"

/** The exit code: 1 where something could not be read, or with `--check` would change. */
export function fmt({ positionals, check }: Options): number {
  const given = positionals.length > 0 ? positionals : [mustBePackHere()]
  const outcomes = given.flatMap(filesOf).map((file) => formatFile(file, check ? "look" : "write"))
  const failed = outcomes.includes("left") || (check && outcomes.includes("changed"))
  return failed ? 1 : 0
}

function mustBePackHere(): string {
  if (existsSync("pack.yaml")) return "."
  throw new UsageError("writ fmt takes a pack's folder, or files of its law; here is no pack.yaml: writ fmt DIR")
}

/** A pack's instruments and assumptions, or the file itself. */
function filesOf(given: string): readonly string[] {
  if (!existsSync(given)) throw new UsageError(`there is no file or folder ${quote(given)}; name a pack's folder, or files of its law`)
  if (!statSync(given).isDirectory()) {
    if (/\.(?:md|cedar)$/.test(given)) return [given]
    throw new UsageError(`${quote(given)} holds no law; writ fmt takes .md and .cedar files, or a pack's folder`)
  }
  const paths = [...(readPackFiles(given).value?.keys() ?? [])].filter((path) => INSTRUMENT_FILE.test(path) || path === "assumptions.cedar")
  if (paths.length === 0) throw new UsageError(`the folder ${quote(given)} holds no law; name a pack's folder, in which law/ is`)
  return paths.sort().map((path) => join(given, path))
}

type Outcome = "same" | "changed" | "left"

function formatFile(file: string, what: "look" | "write"): Outcome {
  try {
    const bytes = readFileSync(file)
    const text = bytes.toString("utf8")
    if (!equalBytes(Buffer.from(text), bytes)) return left(file, null, "is not UTF-8 text")
    return formatText(file, text, what)
  } catch (error) {
    return left(file, null, `could not be read or written (${error instanceof Error && "code" in error ? String(error.code) : String(error)})`)
  }
}

/** A mark that some editors put before the first character, and that no reader sees. */
const BYTE_ORDER_MARK = "\uFEFF"

function formatText(file: string, text: string, what: "look" | "write"): Outcome {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ""
  const law = text.slice(mark.length)
  const formatted: Formatted = file.endsWith(".md") ? formatInstrument(law) : formatPolicyFile(law)
  for (const offset of formatted.left) left(file, law.slice(0, offset).split(/\r\n|\r|\n/).length, "cannot be read and was left as it is; writ check says why")
  const changed = formatted.text !== law
  if (changed) process.stdout.write(`${file}\n`)
  if (changed && what === "write") writeOver(file, mark + formatted.text)
  if (formatted.left.length > 0) return "left"
  return changed ? "changed" : "same"
}

function left(file: string, line: number | null, why: string): "left" {
  process.stderr.write(`writ: ${file}${line === null ? "" : `:${String(line)}`} ${why}\n`)
  return "left"
}

/** Whole or not at all, through links, with the rights that the file had. The name between begins with a dot: no pack has it. */
function writeOver(file: string, text: string): void {
  const real = realpathSync(file)
  const between = join(dirname(real), `.${basename(real)}.${String(process.pid)}.new`)
  writeFileSync(between, text, { mode: statSync(real).mode, flush: true })
  renameSync(between, real)
}
