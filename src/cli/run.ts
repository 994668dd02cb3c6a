/** Runs one call of the command line. What is found goes to standard output, what went wrong to standard error, in a sentence. */
import { didYouMean, quote } from "../kernel/text/did-you-mean.ts"
import { PackError } from "./open.ts"
import { parseOptions, version, type Options } from "./options.ts"
import { COMMAND_NAMES, isCommand, usage, usageOf, UsageError, type CommandName } from "./usage.ts"

/** Loaded when called, so that one command does not wait for another's parts. */
const COMMANDS: Readonly<Record<CommandName, (options: Options) => Promise<number>>> = {
  check: async (options) => (await import("./check.ts")).check(options),
  replay: async (options) => (await import("./replay.ts")).replay(options),
  new: async (options) => (await import("./new.ts")).newPack(options),
  diff: async (options) => (await import("./diff.ts")).diff(options),
  fmt: async (options) => (await import("./fmt.ts")).fmt(options),
  ask: async (options) => (await import("./ask.ts")).ask(options),
  serve: async (options) => (await import("./serve.ts")).serve(options),
  keys: async (options) => (await import("./keys.ts")).keys(options),
  release: async (options) => (await import("./release.ts")).release(options),
  holds: async (options) => (await import("./holds.ts")).holds(options),
  erase: async (options) => (await import("./holds.ts")).erase(options),
  verify: async (options) => (await import("./verify.ts")).verify(options),
  export: async (options) => (await import("./export.ts")).exportRecord(options),
  monitor: async (options) => (await import("./monitor.ts")).monitor(options),
  witness: async (options) => (await import("./witness.ts")).witness(options),
}

/** The exit code: 0 done, 1 an error in the pack, 2 a call that was not understood, 130 left with Ctrl+C. Never throws. */
export async function run(words: readonly string[]): Promise<number> {
  return call(words).catch(failed)
}

async function call(words: readonly string[]): Promise<number> {
  const [first, ...rest] = words
  if (first === undefined) {
    process.stderr.write(usage())
    return 2
  }
  if (first === "--version") return said(`writ ${version()}\n`)
  const asksForHelp = first === "help" || first === "--help" || first === "-h"
  const [name] = asksForHelp ? rest : words
  if (name === undefined || name === "--help") return said(usage())
  if (!isCommand(name)) throw new UsageError(`no command is named ${quote(name)}; ${didYouMean(name, COMMAND_NAMES) ?? `there are ${COMMAND_NAMES.join(", ")}`}`)
  if (asksForHelp) return said(usageOf(name))
  const options = parseOptions(name, rest)
  return options.help ? said(usageOf(name)) : COMMANDS[name](options)
}

function said(text: string): number {
  process.stdout.write(text)
  return 0
}

/** Exit code and sentence for what was thrown; nothing more for a pack whose mistakes have been shown. */
export function failed(error: unknown): number {
  if (error instanceof PackError || (error instanceof Error && error.name === "DataError")) return 1
  if (error instanceof UsageError) {
    process.stderr.write(`writ: ${error.message}\n`)
    return 2
  }
  const [message = ""] = (error instanceof Error ? error.message : String(error)).split("\n")
  const place = error instanceof Error ? /\n\s+at ([^\n]+)/.exec(error.stack ?? "")?.[1] : undefined
  process.stderr.write(`writ: the program failed, which is a fault of its own: ${message}${place === undefined ? "" : ` (at ${place})`}\n`)
  return 1
}
