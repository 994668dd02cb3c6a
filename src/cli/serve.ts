/** `writ serve`: the pack's pages, and the API, on one address. */
import { serve as listenTo } from "../web/serve.ts"
import { mustOpen } from "./open.ts"
import { mustBePort, packFolder, type Options } from "./options.ts"
import { UsageError } from "./usage.ts"

/** Serves until the process is told to stop; prints the address once it answers. */
export async function serve(options: Options): Promise<number> {
  if (options.positionals.length > 0) throw new UsageError("writ serve takes no words beside its options; the pack is given with --pack")
  const book = mustOpen(packFolder(options.pack))
  const host = options.host ?? (process.env["HOST"] || "127.0.0.1")
  const port = options.port ?? mustBePort(process.env["PORT"] || "8080", "PORT")
  const server = await listenTo({ book, host, port }).catch((error: unknown) => { throw cannotListen(error, host, port) })
  process.stdout.write(`${book.pack.settings.name} (${book.pack.settings.status}) is served at ${server.address}\nStop with Ctrl+C.\n`)
  await server.stopped
  return 0
}

/** A port that is taken, or an address that is not this machine's, is for the person to mend. */
function cannotListen(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  if (code === "EADDRINUSE") return new UsageError(`port ${String(port)} is taken; stop what listens there, or choose another with --port or PORT`)
  if (code === "EACCES") return new UsageError(`this user may not listen on port ${String(port)}; choose one above 1023 with --port or PORT`)
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "EADDRNOTAVAIL" || code === "EINVAL") return new UsageError(`\`${host}\` is no address of this machine; choose one with --host or HOST, such as 127.0.0.1`)
  return error
}
