/** `writ keys`: the keys of programs that enter decisions, each for one body; and the link that makes an administrator of people. */
import { addressOfLink, makeLink } from "../people/links.ts"
import { endApiKey, listApiKeys, makeApiKey } from "../record/api-keys.ts"
import { nodeCrypto } from "../record/node-crypto.ts"
import type { Store } from "../store/database.ts"
import { deskOrigin } from "./desk-origin.ts"
import { withStore } from "./open-data.ts"
import { mustOpen } from "./open.ts"
import { packFolder, type Options } from "./options.ts"
import { columns } from "./terminal.ts"
import { UsageError } from "./usage.ts"

const CALLS = "writ keys api make BODY, writ keys api list, writ keys api end ID, or writ keys admin-link"

export async function keys(options: Options): Promise<number> {
  const [what, verb, name, ...rest] = options.positionals
  if (what === "admin-link" && verb === undefined) return withStore(options, (store) => adminLink(options, store))
  if (what !== "api" || rest.length > 0) throw new UsageError(`expected ${CALLS}`)
  if (verb === "make" && name !== undefined) {
    mustBeBody(options, name)
    return withStore(options, (store) => make(options, store, name))
  }
  if (verb === "end" && name !== undefined) return withStore(options, (store) => end(options, store, name))
  if (verb === "list" && name === undefined) return withStore(options, (store) => list(options, store))
  throw new UsageError(`expected ${CALLS}`)
}

function mustBeBody(options: Options, name: string): void {
  const bodies = mustOpen(packFolder(options.pack)).pack.bodies.map(({ id }): string => id)
  if (!bodies.includes(name)) throw new UsageError(`the pack has no body \`${name}\`; it has ${bodies.join(", ")}`)
}

async function make(options: Options, { db }: Store, body: string): Promise<number> {
  const key = await makeApiKey(db, nodeCrypto, body)
  if (options.json) process.stdout.write(`${JSON.stringify({ id: key.id, body, key: key.secret })}\n`)
  else process.stdout.write(`${key.secret}\n`)
  process.stderr.write(`Key ${key.id} enters decisions of ${body}. It is shown this once; whoever has it can enter decisions for ${body}.\n`)
  return 0
}

async function end(options: Options, { db }: Store, id: string): Promise<number> {
  const ended = await endApiKey(db, id, new Date())
  if (!ended) throw new UsageError(`there is no key ${id} to end; writ keys api list shows those there are`)
  process.stdout.write(options.json ? `${JSON.stringify({ id, ended: true })}\n` : `Key ${id} has ended.\n`)
  return 0
}

async function list(options: Options, { db }: Store): Promise<number> {
  const found = await listApiKeys(db)
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ keys: found })}\n`)
    return 0
  }
  const day = (at: Date | null): string => at?.toISOString().slice(0, 10) ?? "–"
  const rows = found.map(({ id, body, madeAt, usedAt, endedAt }) => [id, body, day(madeAt), day(usedAt), day(endedAt)])
  process.stdout.write(found.length === 0 ? "There is no key.\n" : `${columns([["key", "body", "made", "last used", "ended"], ...rows]).join("\n")}\n`)
  return 0
}

/** For whoever can run this on the server: the way back in where no administrator is left. */
async function adminLink(options: Options, { db }: Store): Promise<number> {
  const people = { db, clock: () => new Date(), origin: deskOrigin(options.port ?? 8080) }
  const address = addressOfLink(people, "en", await makeLink(people, null, null))
  process.stdout.write(options.json ? `${JSON.stringify({ address })}\n` : `${address}\n`)
  process.stderr.write("It works once, within a day. Whoever opens it administers everything.\n")
  return 0
}
