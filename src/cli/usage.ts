/** What the command line takes, and how it says that a call was not understood. */

/** The call's words are off: exit code 2. The message says what was found and what to write instead. */
export class UsageError extends Error {
  override readonly name = "UsageError"
}

export const COMMAND_NAMES = ["check", "ask", "serve"] as const
export type CommandName = (typeof COMMAND_NAMES)[number]

/** Each option: what it takes, which commands take it, what it is for. */
export const OPTIONS = {
  pack: { takes: "DIR", of: ["check", "ask", "serve"], about: "the pack to use; without it the one named in package.json" },
  body: { takes: "ID", of: ["ask"], about: "who asks; short for body=ID" },
  on: { takes: "DAY", of: ["check", "ask"], about: "the law of a day, such as 2025-08-30; without it today's" },
  lang: { takes: "LANG", of: ["ask"], about: "the language of questions and answers; without it the pack's first" },
  json: { takes: null, of: ["check", "ask"], about: "what is found as JSON, and nothing else on standard output" },
  host: { takes: "HOST", of: ["serve"], about: "where to serve; without it HOST, or 127.0.0.1" },
  port: { takes: "PORT", of: ["serve"], about: "the port; without it PORT, or 8080; 0 takes any that is free" },
  help: { takes: null, of: ["check", "ask", "serve"], about: "this text" },
} as const satisfies Readonly<Record<string, { readonly takes: string | null; readonly of: readonly CommandName[]; readonly about: string }>>

export type OptionName = keyof typeof OPTIONS

const COMMANDS: Readonly<Record<CommandName, { readonly call: string; readonly about: string; readonly more: string }>> = {
  check: { call: "writ check [PACK]", about: "read a pack and report every mistake, then what its questions come to", more: "" },
  ask: {
    call: "writ ask QUESTION [FACT=VALUE …]",
    about: "answer a question; on a terminal it asks for what is missing",
    more: "\nValues: an id, yes or no, a number, a date, several joined by commas, absent, present, unknown.\nA call with a question that is not there lists those that are.\n",
  },
  serve: { call: "writ serve", about: "serve the pack's pages and its API until stopped", more: "" },
}

const EXIT_CODES = `
What is found goes to standard output; what went wrong goes to standard error, with --json too.
Exit codes: 0 done, whatever the answer; 1 an error in the pack; 2 a call that was not understood; 130 left with Ctrl+C.
`

export function usage(): string {
  const calls = COMMAND_NAMES.map((name) => `  ${COMMANDS[name].call.padEnd(36)}  ${COMMANDS[name].about}`)
  return ["writ puts a city's order to work.", "", ...calls, "  writ --version", "", ...optionLines(Object.keys(OPTIONS).filter(isOption)), COMMANDS.ask.more.trimEnd(), EXIT_CODES].join("\n")
}

export function usageOf(command: CommandName): string {
  const { call, about, more } = COMMANDS[command]
  return [call, `  ${about}`, "", ...optionLines(optionsOf(command)), `${more}${EXIT_CODES}`].join("\n")
}

function optionLines(names: readonly OptionName[]): readonly string[] {
  return ["Options", ...names.map((name) => `  ${`--${name}${OPTIONS[name].takes === null ? "" : ` ${OPTIONS[name].takes}`}`.padEnd(14)}  ${OPTIONS[name].about}`)]
}

export function optionsOf(command: CommandName): readonly OptionName[] {
  return Object.keys(OPTIONS).filter(isOption).filter((name) => takenBy(name, command))
}

export function takenBy(name: OptionName, command: CommandName): boolean {
  return OPTIONS[name].of.some((one) => one === command)
}

export function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name)
}

export function isCommand(name: string): name is CommandName {
  return COMMAND_NAMES.some((one) => one === name)
}
