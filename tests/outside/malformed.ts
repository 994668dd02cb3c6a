/** Notes and keys that are wrong in one place each, beside right ones: what two implementations are compared on. Always the same. */
import { printKey } from "../../src/kernel/log/key.ts"
import { printNote, signText } from "../../src/kernel/log/note.ts"
import { concatBytes, utf8 } from "../../src/kernel/text/bytes.ts"
import { logKey } from "../record/log.ts"

const TEXT = "city.example/record\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
export const key = printKey(logKey.key)
const own = signText(logKey.key, logKey.sign, TEXT, 0)
const right = printNote({ text: TEXT, signatures: [own] })
const stranger = `— other.example/w ${Buffer.from("0123456789".repeat(7)).toString("base64")}\n`
/** Signed as any text is, well-formed or not. */
const signed = (text: string): string => printNote({ text, signatures: [signText(logKey.key, logKey.sign, text, 0)] })

const WHOLE = [
  right, right + stranger, right.replace("\n\n", `\n\n${stranger}`), right + right.slice(right.indexOf("—")), "", "\n", "\n\n", `${TEXT}\n`, TEXT, right.slice(0, -1), `${right}\n`, `\n${right}`,
  right.replaceAll("\n", "\r\n"), right.replace("\n\n", "\n\n\n"), right.replace("\n\n", "\n"), right.replace("— ", "- "), right.replace("— ", "—"), right.replace("— ", "—  "), right.replace("— ", "\u2013 "),
  right.replace(/ (?=[A-Za-z0-9+/=]+\n$)/, "  "), right.replace(/\n$/, " \n"), right.replace(/\n$/, " more\n"), right.replace(/=\n$/, "\n"), right.replace(/\n$/, "=\n"), `\uFEFF${right}`, right + stranger.repeat(99), right + stranger.repeat(100),
  right.replace(/([A-Za-z0-9+/])(=*)\n$/, (_, last: string, pad: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}${pad}\n`), right.replaceAll("+", "-").replaceAll("/", "_"),
  signed(""), signed("one\n"), signed("one"), signed("one\n\ntwo\n"), signed("one\ttwo\n"), signed("a\u0000b\n"), signed("a\u007fb\n"), signed("a\u0085b\n"), signed("\u2028\n"), signed("é\n"), signed("\u{1F4DC}\n"), signed("\uFEFF\n"), signed("— x y\n"),
  `${right}— \n`, `${right}— x\n`, `${right}— x \n`, `${right}— x AAAA\n`, `${right}— x AAAAAA==\n`, `${right}— x AAAAAAA=\n`, `${right}— x+y AAAAAAA=\n`, `${right}— x\u00a0y AAAAAAA=\n`, `${right}—  AAAAAAA=\n`,
  `${right}— ${logKey.key.name} AAAAAAA=\n`, right.replace(`— ${logKey.key.name}`, "— other.example/w"),
].map(utf8)

/** The right note with each byte changed, left out, or doubled. */
function* damaged(): Generator<Uint8Array> {
  const bytes = utf8(right)
  for (let at = 0; at < bytes.length; at++) {
    const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at + 1)]
    const byte = bytes[at] ?? 0
    const changes: readonly (readonly number[])[] = [[byte ^ 1], [byte ^ 0x80], [], [byte, byte], [0x20], [0x0a]]
    yield concatBytes([before, Uint8Array.from(changes[at % changes.length] ?? []), behind])
    yield concatBytes([before, Uint8Array.from(changes[(at + 3) % changes.length] ?? []), behind])
  }
}

export const notes: readonly Uint8Array[] = [...WHOLE, ...damaged()]

const SMALL_ORDER = "city.example/record+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
export const keys: readonly string[] = [
  key, "", "+", "++", "+++", SMALL_ORDER, ` ${key}`, `${key} `, `${key}\n`, `${key}+`, key.replace("+", "++"), key.replace("+", " +"), key.replace("city", "ci ty"), key.replace("city", "ci\u00a0ty"), key.replace("city", "ci\u0085ty"), key.replace("city", "ci\uFEFFty"),
  key.replace("+", "-"), key.toUpperCase(), key.slice(0, -1), `${key}=`, key.replace(/\+([0-9a-f]{8})\+/, (_, id: string) => `+${id.toUpperCase()}+`), key.replace(/\+([0-9a-f]{8})\+/, "+$10+"), key.replace(/\+([0-9a-f]{7})[0-9a-f]\+/, "+$1+"),
  ...Array.from(key, (_, at) => key.slice(0, at) + key.slice(at + 1)),
  ...Array.from(key, (letter, at) => key.slice(0, at) + (letter === "A" ? "B" : "A") + key.slice(at + 1)),
]
