/** Serves a folder as any static host would, and counts nothing. */
import { once } from "node:events"
import { readFileSync, statSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { join } from "node:path"

export async function serveFolder(folder: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    const file = join(folder, request.url ?? "/")
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) response.end(readFileSync(file))
    else response.writeHead(404).end()
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("no port")
  return { url: `http://127.0.0.1:${String(address.port)}`, server }
}
