/** `writ release`: opens to everybody what may be opened now, as the pack's settings allow. */
import { nodeCrypto } from "../record/node-crypto.ts"
import { release as releaseNow } from "../record/release.ts"
import { withStore } from "./open-data.ts"
import { mustOpen } from "./open.ts"
import { packFolder, type Options } from "./options.ts"
import { UsageError } from "./usage.ts"

export async function release(options: Options): Promise<number> {
  if (options.positionals.length > 0) throw new UsageError("writ release takes no words beside its options")
  const { record } = mustOpen(packFolder(options.pack)).pack.settings
  return withStore(options, async ({ db }) => {
    const done = await releaseNow(db, nodeCrypto, record, new Date())
    if (options.json) process.stdout.write(`${JSON.stringify(done)}\n`)
    else process.stdout.write(`Opened: ${String(done.opened)} acts. Counted and kept sealed: ${String(done.counted)}. Too few to be counted yet: ${String(done.waiting)}.\n${done.entries === 0 ? "Nothing is entered.\n" : `Entered in the record in ${String(done.entries)} ${done.entries === 1 ? "entry" : "entries"}, public at the record's own pace.\n`}`)
    return 0
  })
}
