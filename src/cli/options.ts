/** The options that commands share, read once. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { z } from "zod"
import { dayIn, parseDay } from "../law/days.ts"
import type { Day } from "../law/types.ts"
import { didYouMean, quote } from "../kernel/text/did-you-mean.ts"
import { isOption, mostTimes, OPTIONS, optionsOf, takenBy, UsageError, type CommandName, type OptionName } from "./usage.ts"

export interface Options {
  readonly positionals: readonly string[]
  readonly json: boolean
  readonly pack: string | null
  /** The pack that decides again. */
  readonly against: string | null
  readonly body: string | null
  readonly on: Day | null
  /** Every day given, where a command takes two. */
  readonly ons: readonly Day[]
  /** Git revisions. */
  readonly revs: readonly string[]
  readonly language: string | null
  readonly host: string | null
  readonly port: number | null
  readonly data: string | null
  readonly incident: string | null
  readonly from: Day | null
  readonly to: Day | null
  readonly approval: string | null
  readonly approvedOn: Day | null
  readonly schedule: string | null
  readonly policy: string | null
  readonly state: string | null
  readonly name: string | null
  readonly opening: string | null
  /** A log's address or folder. */
  readonly source: string | null
  readonly check: boolean
  readonly watch: boolean
  readonly release: boolean
  readonly once: boolean
  /** Seconds. */
  readonly every: number | null
  /** Hours. */
  readonly silence: number | null
  readonly help: boolean
}

/** Throws `UsageError` for options that the command does not take, or that are not in form. */
export function parseOptions(command: CommandName, words: readonly string[]): Options {
  const { every, positionals } = parse(command, words)
  const all = (name: OptionName): readonly string[] => every.get(name) ?? []
  const given = new Map([...every].flatMap(([name, values]) => (values[0] === undefined ? [] : [[name, values[0]] as const])))
  const day = (name: "on" | "from" | "to" | "approved-on"): Day | null => {
    const text = given.get(name)
    return text === undefined ? null : mustBeDay(text, `--${name}`)
  }
  const port = given.get("port")
  return {
    positionals,
    json: given.has("json"),
    pack: given.get("pack") ?? null,
    against: given.get("against") ?? null,
    body: given.get("body") ?? null,
    on: day("on"),
    ons: all("on").map((text) => mustBeDay(text, "--on")),
    revs: all("rev"),
    language: given.get("lang") ?? null,
    host: given.get("host") ?? null,
    port: port === undefined ? null : mustBePort(port, "--port"),
    data: given.get("data") ?? null,
    incident: given.get("incident") ?? null,
    from: command === "verify" ? null : day("from"),
    source: command === "verify" ? (given.get("from") ?? null) : null,
    to: day("to"),
    approval: given.get("approval") ?? null,
    approvedOn: day("approved-on"),
    schedule: given.get("schedule") ?? null,
    policy: given.get("policy") ?? null,
    state: given.get("state") ?? null,
    name: given.get("name") ?? null,
    opening: given.get("opening") ?? null,
    check: given.has("check"),
    watch: given.has("watch"),
    release: given.has("release"),
    once: given.has("once"),
    every: mustCount(given, "every"),
    silence: mustCount(given, "silence"),
    help: given.has("help"),
  }
}

export function dataFolder({ data }: Options): string {
  return data ?? (process.env["WRIT_DATA"] || "data")
}

/** Each option with its values, in their sequence; an option that takes none has "". */
function parse(command: CommandName, words: readonly string[]): { readonly every: ReadonlyMap<OptionName, readonly string[]>; readonly positionals: readonly string[] } {
  const options = Object.fromEntries(Object.entries(OPTIONS).map(([name, { takes }]) => [name, { type: takes === null ? ("boolean" as const) : ("string" as const) }]))
  const { tokens, positionals } = parseArgs({ args: [...words], strict: false, tokens: true, allowPositionals: true, options: { ...options, help: { type: "boolean", short: "h" } } })
  const every = new Map<OptionName, readonly string[]>()
  for (const token of tokens) {
    if (token.kind !== "option") continue
    const name = mustTake(command, token.name, token.rawName)
    const before = every.get(name) ?? []
    if (before.length >= mostTimes(name, command)) throw new UsageError(`${token.rawName} is given ${before.length === 1 ? "twice" : "more than twice"}`)
    every.set(name, [...before, mustHaveValue(name, token.rawName, token.value, token.inlineValue === true)])
  }
  return { every, positionals }
}

function mustTake(command: CommandName, name: string, written: string): OptionName {
  if (isOption(name) && takenBy(name, command)) return name
  if (isOption(name)) throw new UsageError(`writ ${command} does not take ${written}; it takes ${optionsOf(command).map((one) => `--${one}`).join(", ")}`)
  const hint = didYouMean(written, optionsOf(command).map((one) => `--${one}`))
  throw new UsageError(`no option is named ${quote(written)}; ${hint ?? `writ ${command} takes ${optionsOf(command).map((one) => `--${one}`).join(", ")}`}`)
}

function mustHaveValue(name: OptionName, written: string, value: string | undefined, inline: boolean): string {
  const { takes } = OPTIONS[name]
  if (takes === null) {
    if (value !== undefined) throw new UsageError(`${written} takes no value; found ${quote(value)}`)
    return ""
  }
  // `--on --json` forgets a value rather than giving `--json` as one; `--on=--json` is meant.
  if (value === undefined || value === "" || (!inline && value.startsWith("-"))) throw new UsageError(`${written} takes a value: ${written} ${takes}`)
  return value
}

function mustBeDay(text: string, option: string): Day {
  const day = parseDay(text)
  if (day === null) throw new UsageError(`${option} takes a day that exists, such as 2025-08-30; found \`${text}\``)
  return day
}

/** A whole number from 1 to 999,999. */
function mustCount(given: ReadonlyMap<OptionName, string>, name: "every" | "silence"): number | null {
  const text = given.get(name)
  if (text === undefined) return null
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`--${name} takes a whole number from 1 on; found ${quote(text)}`)
  return Number(text)
}

/** A port from 0 to 65535; 0 takes any free one. */
export function mustBePort(text: string, from: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (!(port <= 65_535)) throw new UsageError(`${from} takes a port from 0 to 65535; found \`${text}\``)
  return port
}

/** The folder of the pack: as given, or the one that package.json names. */
export function packFolder(given: string | null): string {
  if (given !== null) return given
  const { writ } = manifest()
  return existsSync(writ.pack) ? writ.pack : join(ROOT, writ.pack)
}

export function version(): string {
  return manifest().version
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url))
/** The smallest complete pack, which comes with the program. */
export const EXAMPLE_PACK = join(ROOT, "packs/example")
const Manifest = z.object({ version: z.string(), writ: z.object({ pack: z.string() }) })

function manifest(): z.infer<typeof Manifest> {
  return Manifest.parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")))
}

export function today(timeZone: string): Day {
  return dayIn(timeZone, new Date())
}
