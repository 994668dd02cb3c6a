/** What opening the store did that a person may want to know; the words are made elsewhere. */
import type { StoreFacts } from "./trouble.ts"

export type StoreProgress =
  | { readonly kind: "making-data"; readonly folder: string }
  | { readonly kind: "service-user"; readonly user: string; readonly folder: string }
  | { readonly kind: "waiting"; readonly folder: string; readonly pid: number }
  | { readonly kind: "started"; readonly port: number; readonly pid: number }
  | { readonly kind: "adopted"; readonly port: number; readonly pid: number }
  | { readonly kind: "server-lost" }
  | { readonly kind: "server-away"; readonly facts: StoreFacts }
  | { readonly kind: "server-back"; readonly port: number }
  | { readonly kind: "migrated"; readonly id: string }
  | { readonly kind: "no-web-role"; readonly user: string }

export type OnProgress = (progress: StoreProgress) => void
