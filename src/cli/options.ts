/** The options that commands share, read once. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { z } from "zod"
import { dayIn, parseDay } from "../law/days.ts"
import type { Day } from "../law/types.ts"
import { UsageError } from "./usage.ts"

export interface Options {
  readonly positionals: readonly string[]
  readonly json: boolean
  readonly pack: string | null
  readonly body: string | null
  readonly on: Day | null
  readonly language: string | null
  readonly host: string | null
  readonly port: number | null
  readonly help: boolean
}

/** Throws `UsageError` for options that are not known or not in form. */
export function parseOptions(words: readonly string[]): Options {
  const { values, positionals } = parse(words)
  return {
    positionals,
    json: values.json ?? false,
    pack: values.pack ?? null,
    body: values.body ?? null,
    on: values.on === undefined ? null : mustBeDay(values.on),
    language: values.lang ?? null,
    host: values.host ?? null,
    port: values.port === undefined ? null : mustBePort(values.port, "--port"),
    help: values.help ?? false,
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        pack: { type: "string" },
        body: { type: "string" },
        on: { type: "string" },
        lang: { type: "string" },
        host: { type: "string" },
        port: { type: "string" },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function mustBeDay(text: string): Day {
  const day = parseDay(text)
  if (day === null) throw new UsageError(`--on takes a day that exists, such as 2025-08-30; found \`${text}\``)
  return day
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
  const root = fileURLToPath(new URL("../../", import.meta.url))
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")))
  const inTree = join(root, manifest.writ.pack)
  return existsSync(manifest.writ.pack) ? manifest.writ.pack : inTree
}

const Manifest = z.object({ writ: z.object({ pack: z.string() }) })

export function today(timeZone: string): Day {
  return dayIn(timeZone, new Date())
}
