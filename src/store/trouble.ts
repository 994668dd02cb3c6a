/**
 * What can go wrong with the store, as facts. The words for people are made of them elsewhere, in the reader's language.
 *
 * A kind tells one cause with one remedy; two causes that need different remedies are two kinds. No fact holds a password,
 * and none holds what was asked of the database.
 */

/** What happened, and where. */
export type StoreFacts =
  // The binaries that come with npm.
  | { readonly kind: "no-binaries"; readonly platform: string }
  | { readonly kind: "binaries-unusable"; readonly path: string; readonly said: string }
  | { readonly kind: "root-refused" }
  // The data folder.
  | { readonly kind: "not-writable"; readonly folder: string; readonly code: string }
  | { readonly kind: "disk-full"; readonly folder: string }
  | { readonly kind: "other-major"; readonly folder: string; readonly found: string; readonly needed: string }
  | { readonly kind: "not-a-data-folder"; readonly folder: string }
  | { readonly kind: "password-missing"; readonly file: string }
  | { readonly kind: "password-wrong"; readonly file: string }
  | { readonly kind: "held"; readonly folder: string; readonly pid: number; readonly port: number | null; readonly because: "password-refused" | "no-answer" }
  | { readonly kind: "port-refused"; readonly port: number }
  | { readonly kind: "start-failed"; readonly folder: string; readonly said: string }
  | { readonly kind: "stop-failed"; readonly folder: string; readonly pid: number }
  // A database that was given.
  | { readonly kind: "bad-url" }
  | { readonly kind: "unreachable"; readonly host: string; readonly port: number; readonly code: string }
  | { readonly kind: "login-refused"; readonly host: string; readonly user: string; readonly said: string }
  | { readonly kind: "no-database"; readonly host: string; readonly database: string }
  | { readonly kind: "too-old"; readonly host: string; readonly found: string; readonly needed: string }
  | { readonly kind: "standby"; readonly host: string }
  | { readonly kind: "not-utf8"; readonly database: string; readonly encoding: string }
  // What the database holds.
  | { readonly kind: "migration-changed"; readonly id: string }
  | { readonly kind: "migration-unknown"; readonly id: string }
  | { readonly kind: "migration-refused"; readonly id: string; readonly user: string }
  | { readonly kind: "migration-failed"; readonly id: string; readonly said: string }

export type StoreTroubleKind = StoreFacts["kind"]

/** Thrown by everything in `store/` for what the outside did; caught once, in `cli` or `web`. */
export class StoreTrouble extends Error {
  override readonly name = "StoreTrouble"
  readonly facts: StoreFacts

  constructor(facts: StoreFacts, cause?: unknown) {
    super(JSON.stringify(facts), cause === undefined ? undefined : { cause })
    this.facts = facts
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  get mayPass(): boolean {
    return mayPass(this.facts.kind)
  }
}

function mayPass(kind: StoreTroubleKind): boolean {
  switch (kind) {
    case "unreachable":
    case "standby":
    case "disk-full":
    case "held":
    case "port-refused":
    case "stop-failed":
      return true
    case "no-binaries":
    case "binaries-unusable":
    case "root-refused":
    case "not-writable":
    case "other-major":
    case "not-a-data-folder":
    case "password-missing":
    case "password-wrong":
    case "start-failed":
    case "bad-url":
    case "login-refused":
    case "no-database":
    case "too-old":
    case "not-utf8":
    case "migration-changed":
    case "migration-unknown":
    case "migration-refused":
    case "migration-failed":
      return false
  }
}

/** The code of an error of the system (`ENOSPC`) or of PostgreSQL (`28P01`); "" when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : ""
}

/**
 * Whether a query failed because the database is not there now, goes, has no room or takes no writing: in a while the same may work.
 * SQLSTATE classes 08, 53 and 57P, 25006; what the system says of a connection; and the driver's own sentences, which have no code.
 */
export function isAway(error: unknown): boolean {
  const ofConnection = /^(?:E(?:CONN[A-Z]+|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|08\w{3}|53\w{3}|57P\d\d|25006)$/
  return ofConnection.test(codeOf(error)) || (error instanceof Error && /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(error.message))
}

/** What an error of the file system means for a data folder: trouble that a person can mend, or the error itself. */
export function folderTrouble(error: unknown, folder: string): unknown {
  const code = codeOf(error)
  if (code === "ENOSPC" || code === "EDQUOT") return new StoreTrouble({ kind: "disk-full", folder }, error)
  if (["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT"].includes(code)) return new StoreTrouble({ kind: "not-writable", folder, code }, error)
  return error
}
