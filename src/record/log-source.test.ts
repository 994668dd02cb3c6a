/** Sources are bounded whatever they are: a file, a folder, something without an end. */
import { execFileSync } from "node:child_process"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { fetchBounded, folderSource, readBounded, type SourceTrouble } from "./log-source.ts"

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "writ-source-")) })
afterAll(() => { rmSync(folder, { recursive: true }) })

const why = (reason: SourceTrouble["why"]): unknown => expect.objectContaining({ why: reason })

test("what has no end is too large, whatever size it says", () => {
  const endless = join(folder, "endless")
  symlinkSync("/dev/zero", endless)
  expect(() => readBounded(endless)).toThrow(why("too-large"))
})

test("in a folder that somebody sent, devices and pipes are not even opened", () => {
  execFileSync("mkfifo", [join(folder, "pipe")])
  symlinkSync("/dev/zero", join(folder, "checkpoint"))
  for (const path of ["pipe", "checkpoint"]) expect(() => folderSource(folder).read(path)).toThrow(why("unreadable"))
})

test("a file is read whole, an empty one and a link to one too; one that is not there is null", async () => {
  const source = folderSource(folder)
  writeFileSync(join(folder, "policy"), "log\n")
  writeFileSync(join(folder, "empty"), "")
  symlinkSync(join(folder, "policy"), join(folder, "link"))
  for (const path of ["policy", "link"]) expect(Buffer.from((await source.read(path)) ?? []).toString()).toBe("log\n")
  expect((await source.read("empty"))?.length).toBe(0)
  expect(await source.read("absent")).toBeNull()
})

test("a redirect is followed within the host, and not away from it", async () => {
  const asked: string[] = []
  const inside = await listening((path) => { asked.push(path); return null })
  const log = await listening((path) => (path === "/moved" ? "/here" : path === "/away" ? `${inside.address}/secret` : path === "/round" ? "/round" : path === "/file" ? "file:///etc/hostname" : null))
  expect(Buffer.from((await fetchBounded(`${log.address}/moved`)) ?? []).toString()).toBe("here")
  for (const path of ["/away", "/round", "/file"]) await expect(fetchBounded(`${log.address}${path}`)).rejects.toSatisfy((error) => error instanceof Error && "why" in error && error.why === "status")
  expect(asked).toEqual([])
  inside.server.close()
  log.server.close()
})

/** A server that redirects where it is told to, and else answers with the path's name. */
async function listening(location: (path: string) => string | null): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((request, response) => {
    const path = request.url ?? ""
    const to = location(path)
    if (to === null) response.end(path.slice(1))
    else response.writeHead(302, { location: to }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return { server, address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` }
}
