/**
 * JSON as a border should read it: what two readers could take for different things is refused, not guessed at.
 *
 * `JSON.parse` keeps the last of two equal names, rounds `17.99999999999999999` to 18 and makes `1e400` infinite; a decoder
 * puts `\ufffd` where bytes are no UTF-8. An answer must not rest on any of these.
 *
 * Sources: RFC 8259 (JSON), sections 4, 6 and 8.1; RFC 7493 (I-JSON), sections 2.2 and 2.3.
 */

export type ReadJson =
  | { readonly kind: "read"; readonly value: unknown }
  /** One sentence: what was found, then what was expected. */
  | { readonly kind: "problem"; readonly problem: string }

const UTF8 = new TextDecoder("utf-8", { fatal: true })
/** Names and numbers are repeated to whoever sent them, but not at any length. */
const MOST_REPEATED = 60

export function readJson(bytes: Uint8Array): ReadJson {
  if (bytes.length === 0) return problem("it is empty; expected a JSON object")
  const text = decoded(bytes)
  if (text === null) return problem("it is not UTF-8; expected JSON text in UTF-8")
  const value = parsed(text)
  if (value === undefined) return problem("it is not JSON; expected a JSON object, such as {\"question\": \"…\"}")
  const fault = faultIn(text)
  return fault === null ? { kind: "read", value } : problem(fault)
}

/** A text cut to what may be repeated in a message. */
export function shortened(text: string): string {
  return text.length > MOST_REPEATED ? `${text.slice(0, MOST_REPEATED)}…` : text
}

function problem(text: string): ReadJson {
  return { kind: "problem", problem: text }
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes)
  } catch {
    return null
  }
}

/** `undefined` where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A string and, where it is a name, the colon behind it; a number; what opens or closes an object or an array. */
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|[{}[\]]/g

/** What is ambiguous in a text that is well-formed JSON. */
function faultIn(text: string): string | null {
  /** The names of each object that is open; `null` for an array. */
  const open: (Set<string> | null)[] = []
  for (const [token, quoted, colon, number] of text.matchAll(TOKEN)) {
    if (number !== undefined && !isExact(number)) return `the number \`${shortened(number)}\` cannot be kept exactly; expected at most 15 digits, or a text`
    if (token === "{") open.push(new Set())
    if (token === "[") open.push(null)
    if (token === "}" || token === "]") open.pop()
    if (quoted === undefined || colon === undefined) continue
    const name = String(JSON.parse(quoted))
    const names = open.at(-1)
    if (names?.has(name) === true) return `the name \`${shortened(name)}\` stands twice in one object; expected each once`
    names?.add(name)
  }
  return null
}

const SMALLEST_NORMAL = 2.2250738585072014e-308

/**
 * Whether a double says the same as the text: it is how a double is written, or a whole number to 2^53-1, or has the 15 digits
 * that any double holds unless it is too large or too near to zero.
 */
function isExact(written: string): boolean {
  const value = Number(written)
  if (String(value) === written || (/^-?\d+$/.test(written) && Number.isSafeInteger(value))) return true
  const digits = written.replace(/[eE].*/, "").replace(/[-.]/g, "").replace(/^0+/, "")
  return digits === "" || (digits.length <= 15 && Number.isFinite(value) && Math.abs(value) >= SMALLEST_NORMAL)
}
