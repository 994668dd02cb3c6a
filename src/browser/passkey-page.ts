/**
 * The script of the pages that sign in: asks the browser for a passkey, or for a new one, and sends its answer with the page's own form.
 *
 * A form says what it wants in `data-passkey` (`get` or `create`) and how in `data-options`, as the server made it; the answer goes into
 * its field `response`. Nothing else is read, and nothing is sent but the form. WebAuthn Level 3, §5.1.
 */
import { bytesFromBase64, base64FromBytes } from "../kernel/text/bytes.ts"

/** What the server puts into `data-options`: the options' JSON, with bytes in base64url. */
interface Options {
  readonly challenge: string
  readonly user?: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly allowCredentials?: readonly Descriptor[]
  readonly excludeCredentials?: readonly Descriptor[]
}

interface Descriptor {
  readonly id: string
  readonly type: "public-key"
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) begin(form)

function begin(form: HTMLFormElement): void {
  const { origin } = form.dataset
  if (origin !== undefined && origin !== location.origin) {
    say(form, "elsewhere")
    return
  }
  if (!("PublicKeyCredential" in window)) {
    say(form, "missing")
    return
  }
  form.addEventListener("submit", (event) => {
    // Without a name the server says so, and nobody is left with a passkey that is nobody's.
    if (nameField(form) !== null && nameIn(form) === null) return
    event.preventDefault()
    hush(form)
    void answer(form).then((response) => { send(form, response) }, () => { say(form, "failed") })
  })
}

async function answer(form: HTMLFormElement): Promise<unknown> {
  const options = JSON.parse(form.dataset["options"] ?? "") as Options
  return form.dataset["passkey"] === "create" ? made(await navigator.credentials.create({ publicKey: toMake(options, nameIn(form)) })) : used(await navigator.credentials.get({ publicKey: toUse(options) }))
}

function send(form: HTMLFormElement, response: unknown): void {
  const field = form.elements.namedItem("response")
  if (field instanceof HTMLInputElement) field.value = JSON.stringify(response)
  form.submit()
}

/** The name that is being typed on this page, for a person who is new. */
function nameIn(form: HTMLFormElement): string | null {
  const name = nameField(form)?.value.trim() ?? ""
  return name === "" ? null : name
}

function nameField(form: HTMLFormElement): HTMLInputElement | null {
  const field = form.elements.namedItem("name")
  return field instanceof HTMLInputElement ? field : null
}

function toUse(options: Options): PublicKeyCredentialRequestOptions {
  return { ...options, challenge: bytes(options.challenge), allowCredentials: (options.allowCredentials ?? []).map(descriptor) }
}

function toMake(options: Options, name: string | null): PublicKeyCredentialCreationOptions {
  const { user } = options
  if (user === undefined) throw new Error("the page says for whom a passkey is")
  return {
    ...(options as unknown as PublicKeyCredentialCreationOptions),
    challenge: bytes(options.challenge),
    user: { id: bytes(user.id), name: name ?? user.name, displayName: name ?? user.displayName },
    excludeCredentials: (options.excludeCredentials ?? []).map(descriptor),
  }
}

function descriptor({ id, type }: Descriptor): PublicKeyCredentialDescriptor {
  return { id: bytes(id), type }
}

function used(credential: Credential | null): unknown {
  const { id, response } = publicKey(credential)
  if (!(response instanceof AuthenticatorAssertionResponse)) throw new Error("it is no answer to a sign-in")
  return { ...named(id), response: { clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature) } }
}

function made(credential: Credential | null): unknown {
  const { id, response } = publicKey(credential)
  if (!(response instanceof AuthenticatorAttestationResponse)) throw new Error("it is no new passkey")
  return { ...named(id), response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports() } }
}

function named(id: string): { readonly id: string; readonly rawId: string; readonly type: "public-key" } {
  return { id, rawId: id, type: "public-key" }
}

function publicKey(credential: Credential | null): PublicKeyCredential {
  if (credential instanceof PublicKeyCredential) return credential
  throw new Error("there is no passkey")
}

/** Base64url, without padding: RFC 4648 §5. */
function bytes(written: string): Uint8Array<ArrayBuffer> {
  const padded = written.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(written.length / 4) * 4, "=")
  const read = bytesFromBase64(padded)
  if (read === null) throw new Error("it is no base64url")
  return new Uint8Array(read)
}

function text(read: ArrayBuffer): string {
  return base64FromBytes(new Uint8Array(read)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

/** The page holds what may have to be said, hidden. */
function say(form: HTMLFormElement, what: "elsewhere" | "missing" | "failed"): void {
  hush(form)
  const said = document.getElementById(`passkey-${what}`)
  if (said !== null) said.hidden = false
}

function hush(form: HTMLFormElement): void {
  for (const said of form.ownerDocument.querySelectorAll<HTMLElement>(".passkey-said")) said.hidden = true
}
