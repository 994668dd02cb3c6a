/** `writ witness`: cosigns the checkpoints of logs, for a newspaper or a legal-aid office that watches a city's record. */
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { isKeyName, printKey } from "../kernel/log/key.ts"
import { parsePolicy, type Policy } from "../kernel/log/policy.ts"
import { nodeCrypto } from "../record/node-crypto.ts"
import { openWitness, WitnessRefused, type Witness } from "../record/witness.ts"
import { StateFileWrong } from "../record/witness-state.ts"
import { codeOf } from "../store/trouble.ts"
import { policyFileWords } from "../ui/proof-words.ts"
import { Texts } from "../ui/texts.ts"
import { listen } from "../web/serve.ts"
import { witnessApp } from "../web/witness-app.ts"
import { mustBePort, type Options } from "./options.ts"
import { cannotListen } from "./serve.ts"
import { UsageError } from "./usage.ts"

const texts = new Texts("en")

/** Serves until the process is told to stop. */
export async function witness(options: Options): Promise<number> {
  const { policy, state, name } = options
  if (policy === null || state === null || options.positionals.length > 0) throw new UsageError("writ witness takes --policy FILE and --state FILE, and no words beside its options")
  if (name !== null && !isKeyName(name)) throw new UsageError(texts.t("witness.name-wrong", { name }))
  const opened = await openWitness({ crypto: nodeCrypto, policy: mustReadPolicy(policy), stateFile: resolve(state), name, clock: () => new Date() }).catch((error: unknown) => { throw refused(error, state) })
  try {
    await serveUntilStopped(opened, options)
  } finally {
    await opened.close()
  }
  return 0
}

async function serveUntilStopped(opened: Witness, options: Options): Promise<void> {
  const tell = (error: unknown): void => void process.stderr.write(`${texts.t("witness.not-stored", { said: error instanceof Error ? error.message : String(error) })}\n`)
  const host = options.host ?? (process.env["HOST"] || "127.0.0.1")
  const port = options.port ?? mustBePort(process.env["PORT"] || "8080", "PORT")
  const server = await listen(witnessApp(opened, tell), host, port).catch((error: unknown) => { throw cannotListen(error, host, port) })
  const lines = [
    ...(opened.made ? [texts.t("witness.made", { file: opened.stateFile })] : []),
    texts.t("witness.key", { key: printKey(opened.key) }),
    texts.t("witness.serving", { logs: opened.logs.map(({ name }) => name).join(", "), address: server.address }),
  ]
  process.stdout.write(`${lines.join("\n")}\nStop with Ctrl+C.\n`)
  await server.stopped
}

function mustReadPolicy(file: string): Policy {
  const read = parsePolicy(nodeCrypto, readPolicyFile(file))
  if (read.kind === "policy") return read.policy
  throw new UsageError(policyFileWords(texts, "policy", { file, problem: read.problem, line: read.line }))
}

function readPolicyFile(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new UsageError(texts.t("witness.policy-unread", { file, code: codeOf(error) }))
  }
}

function refused(error: unknown, file: string): unknown {
  if (error instanceof StateFileWrong) return new UsageError(texts.t(`witness.state-${error.why}`, { file }))
  if (error instanceof WitnessRefused) return new UsageError(refusalText(error))
  const code = codeOf(error)
  return code === "" ? error : new UsageError(texts.t("witness.state-unwritable", { file, code }))
}

function refusalText({ why, found }: WitnessRefused): string {
  switch (why) {
    case "name-missing":
      return texts.t("witness.name-missing", { file: found })
    case "name-differs":
      return texts.t("witness.name-differs", { name: found })
    case "no-logs":
      return texts.t("witness.no-logs")
    case "own-key":
      return texts.t("witness.own-key", { key: found })
  }
}
