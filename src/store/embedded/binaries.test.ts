/** What npm brought, and the links that its package could not hold. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { execFileSync } from "node:child_process"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { linkLibraries, programPath, readyBinaries } from "./binaries.ts"

const made = mkdtempSync(join(tmpdir(), "writ-binaries-"))
const libraries = join(made, "lib")
let folder = ""
beforeEach(() => {
  folder = mkdtempSync(join(made, "package-"))
  mkdirSync(join(folder, "native", "lib"), { recursive: true })
  writeFileSync(join(folder, "native", "lib", "libpq.so.5.18"), "")
  const links = ["native/lib/libpq.so", "native/lib/libpq.so.5"].map((target) => ({ source: "native/lib/libpq.so.5.18", target }))
  writeFileSync(join(folder, "native", "pg-symlinks.json"), JSON.stringify(links))
})
afterAll(() => rmSync(made, { recursive: true }))

const linkIn = (name: string): string => readlinkSync(join(folder, "native", "lib", name))

describe("links that are missing", () => {
  test("are made in the package, all of them or those that lack", () => {
    symlinkSync("libpq.so.5.18", join(folder, "native", "lib", "libpq.so"))
    expect(linkLibraries(folder, libraries)).toEqual({})
    expect(linkLibraries(folder, libraries)).toEqual({})
    expect([linkIn("libpq.so"), linkIn("libpq.so.5"), existsSync(libraries)]).toEqual(["libpq.so.5.18", "libpq.so.5.18", false])
  })

  test("need not be there where the package lists none", () => {
    rmSync(join(folder, "native", "pg-symlinks.json"))
    expect(linkLibraries(folder, libraries)).toEqual({})
  })

  // Root may write everywhere; without its rights, in a namespace, it may not.
  const run = (...args: readonly string[]): string => {
    const options = { encoding: "utf8" as const, env: { PATH: process.env["PATH"] } }
    const asUser = ["-U", "--map-user=1000", "--map-group=1000", "--", process.execPath]
    return process.getuid?.() === 0 ? execFileSync("unshare", [...asUser, ...args], options) : execFileSync(process.execPath, args, options)
  }
  test("are made in a folder of ours, which the programs are told of, where the package is not ours to write", () => {
    chmodSync(join(folder, "native", "lib"), 0o555)
    execFileSync(process.execPath, ["scripts/build.mjs"])
    const script = "const { linkLibraries } = await import(process.argv[1]); console.log(JSON.stringify(linkLibraries(process.argv[2], process.argv[3])))"
    const variable = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"
    const environment: unknown = JSON.parse(run("--input-type=module", "-e", script, join(process.cwd(), "dist/store/embedded/binaries.js"), folder, libraries))
    expect(environment).toEqual({ [variable]: libraries })
    expect(readlinkSync(join(libraries, "libpq.so.5"))).toBe(join(folder, "native", "lib", "libpq.so.5.18"))
  })
})

describe("the binaries", () => {
  afterEach(() => { vi.restoreAllMocks() })

  test("are those of the release that package.json names", () => {
    const { native, release, major } = readyBinaries(libraries)
    expect(execFileSync(programPath(native, "postgres"), ["--version"], { encoding: "utf8" })).toContain(`(PostgreSQL) ${release.split(".").slice(0, 2).join(".")}`)
    expect(major).toBe("18")
  })

  test("are missed by name on a platform that npm has none for", () => {
    vi.spyOn(process, "arch", "get").mockReturnValue("mips")
    expect(() => readyBinaries(libraries)).toThrow(JSON.stringify({ kind: "no-binaries", platform: `${process.platform}-mips` }))
  })
})
