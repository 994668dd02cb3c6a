/** What the command line takes, and how it says that a call was not understood. */

/** The call's words are off: exit code 2. The message says what was found and what to write instead. */
export class UsageError extends Error {
  override readonly name = "UsageError"
}

export const COMMAND_NAMES = ["new", "check", "fmt", "diff", "ask", "serve", "replay", "keys", "release", "holds", "erase", "witness", "verify", "export", "monitor"] as const
export type CommandName = (typeof COMMAND_NAMES)[number]

/** Each option: what it takes, which commands take it, what it is for. */
export const OPTIONS = {
  pack: { takes: "DIR", of: ["check", "ask", "serve", "replay", "keys", "release", "erase"], about: "the pack to use; without it the one named in package.json" },
  against: { takes: "DIR", of: ["replay"], about: "the pack that decides again; without it the same one" },
  body: { takes: "ID", of: ["ask", "holds"], about: "who asks, short for body=ID; whose acts a hold keeps" },
  on: { takes: "DAY", of: ["check", "ask", "diff", "replay"], about: "the law of a day, such as 2025-08-30; without it today's. diff takes two days, and without them compares all" },
  rev: { takes: "REV", of: ["diff"], about: "a git revision of the pack; given twice, the two are compared, given once, it is compared with the files as they are" },
  lang: { takes: "LANG", of: ["ask", "diff", "replay", "verify", "export", "monitor"], about: "the language of what is said; without it the pack's first, or English" },
  json: { takes: null, of: ["check", "diff", "replay", "ask", "keys", "release", "holds", "erase", "verify"], about: "what is found as JSON, and nothing else on standard output" },
  host: { takes: "HOST", of: ["serve", "witness"], about: "where to serve; without it HOST, or 127.0.0.1" },
  port: { takes: "PORT", of: ["serve", "witness", "keys"], about: "the port; without it PORT, or 8080; 0 takes any that is free" },
  data: { takes: "DIR", of: ["ask", "serve", "keys", "release", "holds", "erase", "export"], about: "the data folder; without it WRIT_DATA, or ./data. DATABASE_URL names another PostgreSQL. An answer leaves out what counsel withdrew there" },
  incident: { takes: "REF", of: ["holds"], about: "the incident whose acts a hold keeps" },
  from: { takes: "DAY|LOG", of: ["holds", "verify"], about: "the first day whose acts a hold keeps; the log, by address or folder, that laws and policy come from" },
  to: { takes: "DAY", of: ["holds"], about: "the last day whose acts a hold keeps" },
  approval: { takes: "NUMBER", of: ["erase"], about: "the number of the disposal approval" },
  "approved-on": { takes: "DAY", of: ["erase"], about: "the day of the disposal approval" },
  schedule: { takes: "ID", of: ["erase"], about: "the pack's disposal schedule that it is under" },
  policy: { takes: "FILE", of: ["witness", "verify", "monitor"], about: "whose signatures count; a witness cosigns for its lines that begin with log" },
  state: { takes: "PATH", of: ["witness", "monitor"], about: "the witness's file, its key and what it remembers; the monitor's folder, its copy and any evidence" },
  name: { takes: "NAME", of: ["new", "witness"], about: "the city's name in the new pack; the witness's name, such as paper.example/witness, for a state file that is made now" },
  opening: { takes: "FILE", of: ["verify"], about: "the opening of the receipt: it is checked, and the decision made again" },
  check: { takes: null, of: ["fmt"], about: "change nothing; name the files that would change, and exit with 1 if there are any" },
  watch: { takes: null, of: ["check"], about: "go on, and check again each time a file is saved, until Ctrl+C" },
  release: { takes: null, of: ["check"], about: "what stands in the way of publishing the pack: texts not reviewed, lines not called, sources out of date; exit with 1 if there is any" },
  once: { takes: null, of: ["monitor"], about: "look once and end" },
  every: { takes: "SECONDS", of: ["monitor"], about: "how often to look; without it every 600" },
  silence: { takes: "HOURS", of: ["monitor"], about: "how long no new checkpoint is silence; without it 3" },
  help: { takes: null, of: COMMAND_NAMES, about: "this text" },
} as const satisfies Readonly<Record<string, { readonly takes: string | null; readonly of: readonly CommandName[]; readonly about: string }>>

export type OptionName = keyof typeof OPTIONS

/** How often a command takes an option. */
export function mostTimes(name: OptionName, command: CommandName): number {
  return command === "diff" && (name === "on" || name === "rev") ? 2 : 1
}

const COMMANDS: Readonly<Record<CommandName, { readonly call: string; readonly about: string; readonly more: string }>> = {
  new: { call: "writ new DIR", about: "write a complete small pack to begin your own with", more: "" },
  fmt: { call: "writ fmt [DIR|FILE …]", about: "format rules and tables of cases; prose stays as it is", more: "" },
  check: { call: "writ check [PACK]", about: "read a pack and report every mistake, then what its questions come to", more: "" },
  diff: { call: "writ diff A [B]", about: "what another law answers differently: two packs, two revisions or two days", more: "" },
  ask: {
    call: "writ ask QUESTION [FACT=VALUE …]",
    about: "answer a question; on a terminal it asks for what is missing",
    more: "\nValues: an id, yes or no, a number, a date, several joined by commas, absent, present, unknown.\nA call with a question that is not there lists those that are.\n",
  },
  serve: { call: "writ serve", about: "serve the pack's pages, its API and the record until stopped", more: "" },
  replay: {
    call: "writ replay FILE",
    about: "decide past decisions again under another law, and tell what comes out differently",
    more: `
FILE, or - for standard input, holds one decision a line, as writ ask --json (on one line), POST /v1/decisions or an opening give it:
  {"question": "…", "on": "2025-08-29", "facts": {"body": "…"}, "outcome": "prohibited", "reference": "…"}
Without outcome a decision is first decided under its own law, that of --pack on its day; without on its day is today.
It is decided again by the law of --on in --against. For an order that is not in force yet, name a day on which it is.
`,
  },
  keys: { call: "writ keys api make BODY|list|end ID", about: "keys of programs that enter decisions", more: "\nwrit keys admin-link prints a link that works once and makes whoever opens it administrator of people.\n" },
  release: { call: "writ release", about: "open to everybody what may be opened of the record now", more: "" },
  holds: { call: "writ holds set|list|lift ID", about: "what must not be erased", more: "" },
  erase: { call: "writ erase", about: "destroy the private part of acts that a schedule lets go", more: "" },
  verify: { call: "writ verify FILE|DIR|URL …", about: "check a receipt, an opening, a whole log or two checkpoints; files need no network", more: "" },
  export: { call: "writ export log DIR", about: "write the public record as files; run again, it only adds", more: "" },
  monitor: { call: "writ monitor URL --state DIR", about: "follow a log, check each step, keep a copy and any evidence", more: "" },
  witness: { call: "writ witness --policy FILE --state FILE", about: "cosign logs' checkpoints for all to see that each only grows", more: "" },
}

const EXIT_CODES = `
What is found goes to standard output; what went wrong goes to standard error, with --json too.
Exit codes: 0 done, whatever the answer; 1 an error in the pack or the data, a proof that does not hold, or a pack that may not be released; 2 a call that was not understood; 130 left with Ctrl+C.
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
