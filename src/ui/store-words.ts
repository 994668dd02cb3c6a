/** The store's troubles and progress in a reader's words: what was found, and what to do about it. */
import type { StoreProgress } from "../store/progress.ts"
import type { StoreFacts } from "../store/trouble.ts"
import type { Texts } from "./texts.ts"

export interface TroubleWords {
  /** One sentence without a full stop: what was found, and what was expected. */
  readonly found: string
  /** What a person can do. */
  readonly remedy: string
}

// Process ids and ports are names, not amounts: as texts, no language sets a separator in them.

export function troubleWords(texts: Texts, facts: StoreFacts): TroubleWords {
  switch (facts.kind) {
    case "no-binaries":
      return { found: texts.t("store.no-binaries", { platform: facts.platform }), remedy: texts.t("store.no-binaries-do") }
    case "binaries-unusable":
      return { found: texts.t("store.binaries-unusable", { path: facts.path, said: facts.said }), remedy: texts.t("store.binaries-unusable-do") }
    case "root-refused":
      return { found: texts.t("store.root-refused"), remedy: texts.t("store.root-refused-do") }
    case "not-writable":
      return { found: texts.t("store.not-writable", { folder: facts.folder, code: facts.code }), remedy: texts.t("store.not-writable-do") }
    case "disk-full":
      return { found: texts.t("store.disk-full", { folder: facts.folder }), remedy: texts.t("store.disk-full-do") }
    case "other-major":
      return { found: texts.t("store.other-major", { folder: facts.folder, found: facts.found, needed: facts.needed }), remedy: texts.t("store.other-major-do") }
    case "not-a-data-folder":
      return { found: texts.t("store.not-a-data-folder", { folder: facts.folder }), remedy: texts.t("store.not-a-data-folder-do") }
    case "password-missing":
      return { found: texts.t("store.password-missing", { file: facts.file }), remedy: texts.t("store.password-missing-do") }
    case "password-wrong":
      return { found: texts.t("store.password-wrong", { file: facts.file }), remedy: texts.t("store.password-wrong-do") }
    case "held":
      return facts.because === "password-refused" ? heldByStranger(texts, facts.folder, String(facts.pid)) : heldInSilence(texts, facts.folder, String(facts.pid))
    case "port-refused":
      return { found: texts.t("store.port-refused"), remedy: texts.t("store.port-refused-do") }
    case "start-failed":
      return { found: texts.t("store.start-failed", { folder: facts.folder, said: facts.said }), remedy: texts.t("store.start-failed-do") }
    case "stop-failed":
      return { found: texts.t("store.stop-failed", { folder: facts.folder, pid: String(facts.pid) }), remedy: texts.t("store.stop-failed-do") }
    case "bad-url":
      return { found: texts.t("store.bad-url"), remedy: texts.t("store.bad-url-do") }
    case "unreachable":
      return { found: texts.t("store.unreachable", { host: facts.host, port: String(facts.port), code: facts.code }), remedy: texts.t("store.unreachable-do") }
    case "login-refused":
      return { found: texts.t("store.login-refused", { host: facts.host, user: facts.user, said: facts.said }), remedy: texts.t("store.login-refused-do") }
    case "no-database":
      return { found: texts.t("store.no-database", { host: facts.host, database: facts.database }), remedy: texts.t("store.no-database-do") }
    case "too-old":
      return { found: texts.t("store.too-old", { host: facts.host, found: facts.found, needed: facts.needed }), remedy: texts.t("store.too-old-do") }
    case "standby":
      return { found: texts.t("store.standby", { host: facts.host }), remedy: texts.t("store.standby-do") }
    case "not-utf8":
      return { found: texts.t("store.not-utf8", { database: facts.database, encoding: facts.encoding }), remedy: texts.t("store.not-utf8-do") }
    case "migration-changed":
      return { found: texts.t("store.migration-changed", { id: facts.id }), remedy: texts.t("store.migration-changed-do") }
    case "migration-unknown":
      return { found: texts.t("store.migration-unknown", { id: facts.id }), remedy: texts.t("store.migration-unknown-do") }
    case "migration-refused":
      return { found: texts.t("store.migration-refused", { id: facts.id, user: facts.user }), remedy: texts.t("store.migration-refused-do") }
    case "migration-failed":
      return { found: texts.t("store.migration-failed", { id: facts.id, said: facts.said }), remedy: texts.t("store.migration-failed-do") }
  }
}

function heldByStranger(texts: Texts, folder: string, pid: string): TroubleWords {
  return { found: texts.t("store.held-password", { folder, pid }), remedy: texts.t("store.held-password-do", { pid }) }
}

function heldInSilence(texts: Texts, folder: string, pid: string): TroubleWords {
  return { found: texts.t("store.held-silent", { folder, pid }), remedy: texts.t("store.held-silent-do", { pid }) }
}

/** One sentence without a full stop. */
export function progressWords(texts: Texts, facts: StoreProgress): string {
  switch (facts.kind) {
    case "making-data":
      return texts.t("store.making-data", { folder: facts.folder })
    case "service-user":
      return texts.t("store.service-user", { user: facts.user, folder: facts.folder })
    case "waiting":
      return texts.t("store.waiting", { folder: facts.folder, pid: String(facts.pid) })
    case "started":
      return texts.t("store.started", { port: String(facts.port) })
    case "adopted":
      return texts.t("store.adopted", { port: String(facts.port) })
    case "server-lost":
      return texts.t("store.server-lost")
    case "server-away":
      return troubleWords(texts, facts.facts).found
    case "server-back":
      return texts.t("store.server-back", { port: String(facts.port) })
    case "migrated":
      return texts.t("store.migrated", { id: facts.id })
    case "no-web-role":
      return texts.t("store.no-web-role", { user: facts.user })
  }
}
