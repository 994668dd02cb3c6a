/** `writ monitor URL --state DIR`: follows a log until stopped, or looks once. Exit code 1 where anything was wrong. */
import { setTimeout as sleep } from "node:timers/promises"
import { readBounded, sourceAt, SourceTrouble } from "../record/log-source.ts"
import { CopyWrong, look, silenceOf, type Alarm, type MonitorParts } from "../record/monitor.ts"
import { nodeCrypto as crypto } from "../record/node-crypto.ts"
import { alarmWords, failureWords, sourceWords } from "../ui/proof-words.ts"
import type { Texts } from "../ui/texts.ts"
import type { Options } from "./options.ts"
import { textsIn } from "./speak.ts"
import { UsageError } from "./usage.ts"
import { progressLine } from "./verify-log.ts"
import { keysOf } from "./verify-policy.ts"

const EVERY_S = 600
const SILENCE_H = 3

export async function monitor(options: Options): Promise<number> {
  const texts = textsIn(options.language)
  const [url, ...rest] = options.positionals
  if (url === undefined || rest.length > 0) throw new UsageError("writ monitor takes the address of one log, such as https://city.example/record")
  if (options.state === null) throw new UsageError("writ monitor takes --state DIR, where its copy and any evidence are kept")
  const policy = options.policy === null ? null : readBounded(options.policy)
  if (options.policy !== null && policy === null) throw new UsageError(`there is no policy at ${options.policy}`)
  const progress = progressLine(texts)
  const parts: MonitorParts = { source: sourceAt(url), state: options.state, crypto, policy, clock: () => new Date(), silence: options.silence ?? SILENCE_H, ...(progress === undefined ? {} : { onProgress: progress.show }) }
  const once = (): Promise<boolean> => lookAndTell(texts, parts).finally(() => { progress?.clear() })
  if (options.once) return (await once()) ? 0 : 1
  return follow(once, (options.every ?? EVERY_S) * 1000)
}

/** Looks again and again until the person leaves. */
async function follow(once: () => Promise<boolean>, everyMs: number): Promise<number> {
  const leaving = new AbortController()
  process.once("SIGINT", () => { leaving.abort() })
  process.once("SIGTERM", () => { leaving.abort() })
  let good = true
  while (!leaving.signal.aborted) {
    good = (await once()) && good
    await sleep(everyMs, undefined, { signal: leaving.signal }).catch(() => undefined)
  }
  return good ? 0 : 1
}

/** Says whether all was as it should be. */
async function lookAndTell(texts: Texts, parts: MonitorParts): Promise<boolean> {
  try {
    const looked = await look(parts)
    switch (looked.kind) {
      case "no-policy":
        return told([texts.t("proof.no-policy", { file: `${parts.source.place}/policy` })])
      case "policy-wrong":
        return told([failureWords(texts, looked.failure)])
      case "looked": {
        const trust = looked.trusted === null ? [] : [texts.t("proof.trust-first", { place: `${parts.source.place}/policy` }), ...keysOf(looked.trusted).map((key) => `  ${key}`)]
        if (looked.alarms.length > 0) return told([...alarmLines(texts, looked.alarms), ...(looked.evidence === null ? [] : [texts.t("proof.monitor-evidence", { folder: looked.evidence })])])
        process.stdout.write([texts.t("proof.monitor-good", { log: looked.origin, size: String(looked.size), added: String(looked.added) }), ...trust, ""].join("\n"))
        return true
      }
    }
  } catch (error) {
    if (error instanceof CopyWrong) return told([texts.t(`proof.copy-${error.why}`, { file: error.file })])
    if (!(error instanceof SourceTrouble)) throw error
    const silence = silenceOf(parts.state, parts.silence, parts.clock())
    return told([sourceWords(texts, error), ...(silence === null ? [] : alarmLines(texts, [silence]))])
  }
}

function alarmLines(texts: Texts, alarms: readonly Alarm[]): readonly string[] {
  return alarms.map((alarm) => alarmWords(texts, alarm))
}

function told(lines: readonly string[]): false {
  process.stderr.write(`${lines.join("\n")}\n`)
  return false
}
