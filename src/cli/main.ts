#!/usr/bin/env node
/** The command line: one file a command. Exit codes: 0 done, 1 an error in the pack, 2 a call that was not understood. */
import { PackError } from "./open.ts"
import { parseOptions, type Options } from "./options.ts"
import { USAGE, UsageError } from "./usage.ts"

/** Loaded when called, so that one command does not wait for another's parts. */
const COMMANDS: Readonly<Record<string, (options: Options) => Promise<number>>> = {
  check: async (options) => (await import("./check.ts")).check(options),
  ask: async (options) => (await import("./ask.ts")).ask(options),
  serve: async (options) => (await import("./serve.ts")).serve(options),
}

async function main(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(USAGE)
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) throw new UsageError(`no command is named \`${name}\`; there are ${Object.keys(COMMANDS).join(", ")}`)
  const options = parseOptions(rest)
  if (!options.help) return command(options)
  process.stdout.write(USAGE)
  return 0
}

// Who reads may stop reading (`writ check | head`); that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.stderr.write(`writ: what was found could not be written: ${error.message}\n`)
  process.exit(error.code === "EPIPE" ? 0 : 1)
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (error instanceof PackError) process.exitCode = 1
  else if (error instanceof UsageError) {
    process.stderr.write(`writ: ${error.message}\n`)
    process.exitCode = 2
  } else throw error
}
