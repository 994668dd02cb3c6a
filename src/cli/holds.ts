/** `writ holds` and `writ erase`: what must not be destroyed, and destroying what a schedule lets go. */
import { nodeCrypto } from "../record/node-crypto.ts"
import { erase as eraseNow, liftHold, listHolds, setHold } from "../record/disposal.ts"
import { withStore } from "./open-data.ts"
import { mustOpen } from "./open.ts"
import { packFolder, type Options } from "./options.ts"
import { columns } from "./terminal.ts"
import { UsageError } from "./usage.ts"

const CALLS = "writ holds set with --body, --incident, --from or --to; writ holds list; or writ holds lift ID"

export async function holds(options: Options): Promise<number> {
  const [verb, id, ...rest] = options.positionals
  const scope = { department: options.body, incident: options.incident, firstDay: options.from, lastDay: options.to }
  if (rest.length > 0) throw new UsageError(`expected ${CALLS}`)
  if (verb === "set" && id === undefined) {
    if (Object.values(scope).every((part) => part === null)) throw new UsageError("a hold names what it keeps: --body, --incident, --from or --to")
    return withStore(options, async ({ db }) => say(options, { id: await setHold(db, scope) }, ({ id: made }) => `Hold ${made} is set: what it names is not erased until it is lifted.`))
  }
  if (verb === "lift" && id !== undefined) {
    return withStore(options, async ({ db }) => {
      if (!(await liftHold(db, id, new Date()))) throw new UsageError(`there is no hold ${id} to lift; writ holds list shows those there are`)
      return say(options, { id, lifted: true }, () => `Hold ${id} is lifted.`)
    })
  }
  if (verb !== "list" || id !== undefined) throw new UsageError(`expected ${CALLS}`)
  return withStore(options, async ({ db }) => {
    const found = await listHolds(db)
    const rows = found.map((hold) => [hold.id, hold.department ?? "all", hold.incident ?? "all", hold.firstDay ?? "–", hold.lastDay ?? "–"])
    return say(options, { holds: found }, () => (found.length === 0 ? "There is no hold." : columns([["hold", "body", "incident", "from", "to"], ...rows]).join("\n")))
  })
}

export async function erase(options: Options): Promise<number> {
  const { approval, approvedOn, schedule } = options
  if (options.positionals.length > 0 || approval === null || approvedOn === null || schedule === null) {
    throw new UsageError("writ erase takes the disposal approval and the schedule it is under: --approval NUMBER --approved-on DAY --schedule ID")
  }
  const { settings } = mustOpen(packFolder(options.pack)).pack
  return withStore(options, async ({ db }) => {
    const done = await eraseNow(db, nodeCrypto, settings.disposal, { number: approval, on: approvedOn, schedule }, settings.timeZone, new Date())
    if (done.kind === "no-schedule") throw new UsageError(done.known.length === 0 ? "the pack has no disposal schedule, so nothing expires" : `the pack has no disposal schedule \`${schedule}\`; it has ${done.known.join(", ")}`)
    return say(options, done, ({ acts, held }) => `Erased: the private part of ${String(acts)} acts. Kept by a hold: ${String(held)}. Their leaves stand in the record and prove nothing more.`)
  })
}

function say<Result>(options: Options, result: Result, words: (result: Result) => string): number {
  process.stdout.write(`${options.json ? JSON.stringify(result) : words(result)}\n`)
  return 0
}
