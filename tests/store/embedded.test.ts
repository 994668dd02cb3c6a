/** The embedded server, with real processes that are really killed. */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { openStore } from "../../src/store/database.ts"
import type { StoreProgress } from "../../src/store/progress.ts"
import { databasesFolder } from "../setup/memory-folder.ts"
import { anotherProgram, build, canRun, endAll, isRoot, isRunning, killServer, Writ, zombie } from "./processes.ts"
import { MIGRATIONS } from "../../src/store/migrations/all.ts"

const made = mkdtempSync(join(databasesFolder(), "writ-embedded-"))
const pattern = join(made, "pattern")

/** As root: a user by a namespace, so that the tree need not be readable to others. */
const asUser = isRoot ? ["unshare", "-U", "--map-user=1000", "--map-group=1000", "--"] : []
const hasNamespaces = !isRoot || canRun("unshare", "-U", "--map-user=1000", "--map-group=1000", "true")
const hasMounts = isRoot && canRun("unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt")

/** What it said, by kind; however many migrations there are. */
const kindsOf = ({ said }: Writ): readonly string[] => said.map(({ kind }) => kind).filter((kind, at, kinds) => kind !== "migrated" || kinds[at - 1] !== "migrated")

beforeAll(async () => {
  build()
  const first = new Writ([], pattern)
  await first.opened()
  await first.close()
  expect(kindsOf(first)).toEqual(["making-data", "started", "migrated", "open", "closed"])
})
afterEach(async () => {
  await endAll()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})
afterAll(() => rmSync(made, { recursive: true, force: true, maxRetries: 5 }))

const folders: string[] = []
let count = 0
function newFolder(): string {
  const folder = join(made, `data-${(count += 1)}`)
  folders.push(folder)
  return folder
}

/** A data folder as a Writ left it that was stopped in good order. */
function usedFolder(): string {
  const folder = newFolder()
  cpSync(pattern, folder, { recursive: true })
  return folder
}

const postmasterFile = (folder: string): string => join(folder, "postgres", "postmaster.pid")

describe("a data folder", () => {
  test("is closed to others, and has one password that only its owner can read", () => {
    const modes = [pattern, join(pattern, "postgres"), join(pattern, "postgres.password"), join(pattern, "log")].map((path) => statSync(path).mode & 0o777)
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o700])
    expect(readFileSync(join(pattern, "postgres.password"), "utf8")).toMatch(/^[\w-]{43}\n$/)
    expect(readdirSync(pattern).sort()).toEqual(["log", "postgres", "postgres.password"])
  })

  test("has checksums, and the log keeps the last five starts", async () => {
    const folder = usedFolder()
    for (const name of ["1.log", "2.log", "3.log", "4.log", "5.log", "6.log"]) writeFileSync(join(folder, "log", name), "")
    await new Writ([], folder).opened()
    expect(readdirSync(join(folder, "log"))).toHaveLength(5)
    expect(readFileSync(join(folder, "log", readdirSync(join(folder, "log"))[0]!), "utf8")).toContain("database system is ready")
  })
})

describe("as whom it runs", () => {
  test.runIf(isRoot && hasNamespaces)("root, in a folder of mode 0700", async () => {
    const closed = join(made, "closed")
    mkdirSync(closed, { mode: 0o700 })
    const writ = new Writ([], join(closed, "data"))
    const server = await writ.opened()
    expect(writ.of("open")?.user).toBe("writ_web")
    expect(readFileSync(`/proc/${server}/uid_map`, "utf8").trim().split(/\s+/).slice(1)).toEqual(["0", "1"])
    await writ.close()
    expect([isRunning(server), existsSync(postmasterFile(join(closed, "data")))]).toEqual([false, false])
  })

  test.runIf(hasNamespaces)("a user who is not root", async () => {
    const writ = new Writ(asUser, newFolder())
    await writ.opened()
    expect(kindsOf(writ)).toEqual(["making-data", "started", "migrated", "open"])
    await writ.close()
  })

  test.runIf(hasMounts)("root without namespaces: as the service user, with the files in its home and a link to them", async () => {
    const folder = join(made, "served")
    // In a file system of its own: nobody is added to this machine's users, and its /var/lib stays as it is.
    const alone = 'mount -t tmpfs none /var/lib && cp -a /etc /var/lib/etc && mount --bind /var/lib/etc /etc && mount --bind /dev/null "$(command -v unshare)" && exec "$@"'
    const writ = new Writ(["unshare", "--mount", "sh", "-c", alone, "sh"], folder)
    const server = await writ.opened()
    expect(writ.of("service-user")).toEqual({ kind: "service-user", user: "writ", folder: "/var/lib/writ" })
    expect(statSync(`/proc/${server}`).uid).not.toBe(0)
    await writ.close()
    expect(isRunning(server)).toBe(false)
  })

  test.runIf(hasMounts)("root with neither: says so", async () => {
    const forbid = 'mount --bind /dev/null "$(command -v useradd)"; mount --bind /dev/null "$(command -v unshare)"; exec "$@"'
    const writ = new Writ(["unshare", "--mount", "sh", "-c", forbid, "sh"], newFolder())
    expect(await writ.ended()).toEqual({ kind: "root-refused" })
  })
})

describe("a server that is there already", () => {
  test("is adopted after a kill of who started it, with what it holds", async () => {
    const folder = usedFolder()
    const first = new Writ([], folder)
    const server = await first.opened()
    await first.kill()
    expect(isRunning(server)).toBe(true)
    const second = new Writ([], folder)
    expect(await second.opened()).toBe(server)
    expect(second.said.map(({ kind }) => kind)).toEqual(["adopted", "open"])
    await second.close()
    expect(isRunning(server)).toBe(false)
  })

  test("is shared, and stopped by the last who leaves", async () => {
    const folder = usedFolder()
    const [first, second] = [new Writ([], folder), new Writ([], folder)]
    const servers = [await first.opened(), await second.opened()]
    expect(servers[0]).toBe(servers[1])
    await first.close()
    expect(isRunning(servers[0]!)).toBe(true)
    await second.close()
    expect(isRunning(servers[0]!)).toBe(false)
  })

  test("is one, however many start at once on a folder that is not made", async () => {
    const folder = newFolder()
    const writs = [1, 2, 3].map(() => new Writ([], folder))
    const servers = await Promise.all(writs.map((writ) => writ.opened()))
    expect(new Set(servers).size).toBe(1)
    expect(writs.filter((writ) => writ.of("started") !== undefined)).toHaveLength(1)
    const migrated = writs.flatMap(({ said }) => said).flatMap((one) => (one.kind === "migrated" ? [one.id] : []))
    expect(migrated.sort()).toEqual(MIGRATIONS.map(({ id }) => id)) // each by one of them
    expect(readdirSync(folder).sort()).toEqual(["log", "postgres", "postgres.password"])
  })

  test("of a folder that this one was copied from is left alone", async () => {
    const folder = usedFolder()
    const server = await new Writ([], folder).opened()
    const copy = newFolder()
    cpSync(folder, copy, { recursive: true })
    const other = await new Writ([], copy).opened()
    expect(other).not.toBe(server)
    expect(isRunning(server)).toBe(true)
  })

  test("comes back when it is killed while it is used, and queries go on", async () => {
    const said: StoreProgress[] = []
    const store = await openStore({ dataFolder: usedFolder(), onProgress: (progress) => void said.push(progress) })
    const count = (): Promise<number> => store.db.selectFrom("store_migration").selectAll().execute().then((rows) => rows.length)
    const before = await count()
    const [started] = said
    if (started?.kind !== "started") throw new Error("it was not started")
    killServer(started.pid)
    while (said.at(-1)?.kind !== "server-back") await sleep(10)
    expect(await count()).toBe(before)
    expect(said.map(({ kind }) => kind)).toEqual(["started", "server-lost", "started", "server-back"])
    await store.close()
  })

  test("is let go without complaint when it was killed just before", async () => {
    const said: StoreProgress[] = []
    const dataFolder = usedFolder()
    const store = await openStore({ dataFolder, onProgress: (progress) => void said.push(progress) })
    const [started] = said
    if (started?.kind === "started") killServer(started.pid)
    await expect(store.close()).resolves.toBe(undefined)
    // The next start finds everything, and takes away the shared memory that the killed server left.
    const again = await openStore({ dataFolder })
    expect(await again.db.selectFrom("store_migration").selectAll().execute()).not.toEqual([])
    await again.close()
  })
})

describe("a postmaster.pid that is stale", () => {
  test("because its server was killed", async () => {
    const folder = usedFolder()
    const first = new Writ([], folder)
    const server = await first.opened()
    await first.kill()
    killServer(server)
    const second = new Writ([], folder)
    expect(await second.opened()).not.toBe(server)
    expect(second.of("started")).toBeDefined()
  })

  test.each([
    ["another program has its number", () => Promise.resolve(anotherProgram())],
    ["a zombie has its number", zombie],
    ["nobody has its number", () => Promise.resolve(4_194_300)],
  ])("because %s", async (_, process) => {
    const folder = usedFolder()
    writeFileSync(postmasterFile(folder), staleText(await process(), folder, 1))
    const writ = new Writ([], folder)
    await writ.opened()
    expect(writ.of("started")).toBeDefined()
    expect(readdirSync(join(folder, "postgres")).filter((name) => name.includes("stale"))).toEqual([])
  })

  test("because another server has its number", async () => {
    const server = await new Writ([], usedFolder()).opened()
    const folder = usedFolder()
    writeFileSync(postmasterFile(folder), staleText(server, folder, 1))
    const writ = new Writ([], folder)
    expect(await writ.opened()).not.toBe(server)
    expect(isRunning(server)).toBe(true)
  })

  const staleText = (pid: number, folder: string, port: number): string =>
    [pid, join(folder, "postgres"), 1_764_064_800, port, "", "127.0.0.1", "  123 456", "ready   ", ""].join("\n")
})

describe("what is in the way is said", () => {
  test("a server with another password", async () => {
    const folder = usedFolder()
    const first = new Writ([], folder)
    const server = await first.opened()
    writeFileSync(join(folder, "postgres.password"), "another\n")
    const port = first.of("started")?.port
    expect(await new Writ([], folder).ended()).toEqual({ kind: "held", folder, pid: server, port, because: "password-refused" })
    expect(isRunning(server)).toBe(true)
  })

  test("another password than the database's, when no server runs", async () => {
    const folder = usedFolder()
    writeFileSync(join(folder, "postgres.password"), "another\n")
    expect(await new Writ([], folder).ended()).toEqual({ kind: "password-wrong", file: join(folder, "postgres.password") })
    expect(existsSync(postmasterFile(folder))).toBe(false)
  })

  test("no password, though there is a database", async () => {
    const folder = usedFolder()
    rmSync(join(folder, "postgres.password"))
    expect(await new Writ([], folder).ended()).toEqual({ kind: "password-missing", file: join(folder, "postgres.password") })
  })

  test("data of another major version", async () => {
    const folder = usedFolder()
    writeFileSync(join(folder, "postgres", "PG_VERSION"), "14\n")
    expect(await new Writ([], folder).ended()).toEqual({ kind: "other-major", folder, found: "14", needed: "18" })
  })

  test("a folder that holds something else", async () => {
    const folder = newFolder()
    mkdirSync(join(folder, "postgres"), { recursive: true })
    expect(await new Writ([], folder).ended()).toEqual({ kind: "not-a-data-folder", folder: join(folder, "postgres") })
  })

  test("a place that is no folder", async () => {
    writeFileSync(join(made, "file"), "")
    expect(await new Writ([], join(made, "file", "data")).ended()).toEqual({ kind: "not-writable", folder: join(made, "file", "data"), code: "ENOTDIR" })
  })

  test.runIf(hasNamespaces)("a folder that may not be written", async () => {
    const closed = join(made, "read-only")
    mkdirSync(closed)
    chmodSync(closed, 0o555)
    expect(await new Writ(asUser, join(closed, "data")).ended()).toEqual({ kind: "not-writable", folder: join(closed, "data"), code: "EACCES" })
  })

  test.runIf(hasMounts)("a disk that is full: nothing half-made is left, and it works when there is room", async () => {
    const twice = 'mount -t tmpfs -o size=30m none /mnt && { "$@"; ls -A /mnt/data >&2; mount -o remount,size=300m /mnt; echo close | "$@"; }'
    const writ = new Writ(["unshare", "--mount", "sh", "-c", twice, "sh"], "/mnt/data")
    await writ.ended()
    expect(kindsOf(writ)).toEqual(["making-data", "disk-full", "making-data", "started", "migrated", "open", "closed"])
    expect(writ.errors.split("\n").filter((name) => name.startsWith("postgres"))).toEqual(["postgres.password"])
  })
})
