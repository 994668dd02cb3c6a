/** `writ export log DIR`: the public record as files. */
import { join } from "node:path"
import { textFromUtf8 } from "../kernel/text/bytes.ts"
import { WouldChange } from "../record/durable-file.ts"
import { exportLog, logKeyOf } from "../record/export-log.ts"
import { nodeCrypto as crypto } from "../record/node-crypto.ts"
import { policyOf, WitnessFileWrong } from "../record/policy-file.ts"
import type { Store } from "../store/database.ts"
import { policyFileWords } from "../ui/proof-words.ts"
import type { Texts } from "../ui/texts.ts"
import { WITNESS_FILE } from "../web/with-record.ts"
import { withStore } from "./open-data.ts"
import { dataFolder, type Options } from "./options.ts"
import { textsIn } from "./speak.ts"
import { UsageError } from "./usage.ts"
import { progressLine } from "./verify-log.ts"

export async function exportRecord(options: Options): Promise<number> {
  const texts = textsIn(options.language)
  const [what, folder, ...rest] = options.positionals
  if (what !== "log" || folder === undefined || rest.length > 0) throw new UsageError("writ export takes what and where: writ export log DIR")
  return withStore(options, async (store) => {
    const { done, text } = await exportFrom(store, texts, folder, join(dataFolder(options), WITNESS_FILE))
    process[done ? "stdout" : "stderr"].write(`${text}\n`)
    return done ? 0 : 1
  })
}

async function exportFrom({ db }: Store, texts: Texts, folder: string, witnesses: string): Promise<{ readonly done: boolean; readonly text: string }> {
  const key = await logKeyOf(db, crypto)
  if (key === null) return { done: false, text: texts.t("proof.no-log") }
  const progress = progressLine(texts)
  try {
    const policy = textFromUtf8(policyOf(crypto, key, witnesses).text) ?? ""
    const exported = await exportLog({ db, crypto, policy, folder, ...(progress === undefined ? {} : { onProgress: progress.show }) })
    if (exported.kind === "nothing-public") return { done: false, text: texts.t("proof.nothing-public") }
    return { done: true, text: texts.t("proof.exported", { folder, size: String(exported.size), files: String(exported.files) }) }
  } catch (error) {
    if (error instanceof WitnessFileWrong) return { done: false, text: policyFileWords(texts, "file", error) }
    if (!(error instanceof WouldChange)) throw error
    return { done: false, text: texts.t("proof.would-change", { file: error.file }) }
  } finally {
    progress?.clear()
  }
}
