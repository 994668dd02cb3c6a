/**
 * A passkey's holder without a browser: answers what our pages ask for, rightly or wrongly, as a browser would send it.
 *
 * Source: WebAuthn Level 3, §6.1 (authenticator data), §6.5.4 (attestation object, format `none`), RFC 9053 §2.1 (ES256 key).
 */
import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto"

/** What may be wrong with an answer. */
export interface Answering {
  readonly origin?: string
  /** The domain that signs; that of `origin` where it is left out. */
  readonly domain?: string
  readonly challenge?: string
  /** The holder was not verified, only present. */
  readonly unverified?: boolean
  /** The signature is another key's. */
  readonly forged?: boolean
  readonly counter?: number
}

const sha256 = (data: string | Uint8Array): Buffer => createHash("sha256").update(data).digest()
const url64 = (data: Uint8Array | string): string => Buffer.from(data).toString("base64url")

export class Authenticator {
  readonly id = url64(randomBytes(16))
  readonly #key: KeyObject
  readonly #cose: Buffer
  #counter = 0

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
    const { x = "", y = "" } = publicKey.export({ format: "jwk" })
    this.#key = privateKey
    this.#cose = map([[int(1), int(2)], [int(3), int(-7)], [int(-1), int(1)], [int(-2), bytes(Buffer.from(x, "base64url"))], [int(-3), bytes(Buffer.from(y, "base64url"))]])
  }

  /** The form field `response` for a page's `data-options` that ask for a new passkey. */
  create(options: string, wrong: Answering = {}): string {
    const client = clientData("webauthn.create", options, wrong)
    const id = Buffer.from(this.id, "base64url")
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, this.#cose])
    const data = Buffer.concat([this.#head(0x41, wrong), attested])
    const attestationObject = map([[text("fmt"), text("none")], [text("attStmt"), map([])], [text("authData"), bytes(data)]])
    return this.#response({ clientDataJSON: url64(client), attestationObject: url64(attestationObject), transports: ["internal"] })
  }

  /** The same for a page that asks for one that is there. */
  get(options: string, wrong: Answering = {}): string {
    const client = clientData("webauthn.get", options, wrong)
    const data = this.#head(0x01, wrong)
    const key = wrong.forged === true ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey : this.#key
    const signature = createSign("sha256").update(Buffer.concat([data, sha256(client)])).sign(key)
    return this.#response({ clientDataJSON: url64(client), authenticatorData: url64(data), signature: url64(signature) })
  }

  #head(flags: number, { origin = TEST_ORIGIN, domain, unverified, counter }: Answering): Buffer {
    this.#counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter ?? this.#counter)
    return Buffer.concat([sha256(domain ?? new URL(origin).hostname), Buffer.from([flags | (unverified === true ? 0 : 0x04)]), count])
  }

  #response(response: unknown): string {
    return JSON.stringify({ id: this.id, rawId: this.id, type: "public-key", response })
  }
}

const TEST_ORIGIN = "http://localhost"

function clientData(type: string, options: string, { origin = TEST_ORIGIN, challenge }: Answering): string {
  const asked = JSON.parse(options) as { readonly challenge: string }
  return JSON.stringify({ type, challenge: challenge ?? asked.challenge, origin, crossOrigin: false })
}

/** RFC 8949 §3: as much of CBOR as a key and an attestation need. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value])
  return value < 256 ? Buffer.from([(major << 5) | 24, value]) : Buffer.from([(major << 5) | 25, value >> 8, value & 255])
}

const int = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value))
const bytes = (data: Uint8Array): Buffer => Buffer.concat([head(2, data.length), data])
const text = (data: string): Buffer => Buffer.concat([head(3, data.length), Buffer.from(data)])
const map = (pairs: readonly (readonly [Buffer, Buffer])[]): Buffer => Buffer.concat([head(5, pairs.length), ...pairs.flat()])
