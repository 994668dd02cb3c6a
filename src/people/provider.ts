/**
 * The city's own sign-in, by OpenID Connect: the code flow with PKCE, state and nonce, as openid-client checks it.
 *
 * A person is known by issuer and subject, and by nothing else: an e-mail address may be given to somebody else tomorrow. Nothing but
 * these two is read of what the provider says, and no token of it is kept.
 */
import * as client from "openid-client"

export interface ProviderSettings {
  /** As its button says it. */
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
}

export interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** What must come back as it was sent. */
export interface ProviderChecks {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** The provider cannot be reached, or says nothing that can be used. A retry may help. */
export class ProviderAway extends Error {
  override readonly name = "ProviderAway"
}

export class Provider {
  readonly name: string
  readonly #settings: ProviderSettings
  /** Where the provider sends people back to. */
  readonly #redirect: string
  #found: Promise<client.Configuration> | null = null

  constructor(settings: ProviderSettings, origin: string) {
    this.name = settings.name
    this.#settings = settings
    this.#redirect = `${origin}${PROVIDER_RETURN}`
  }

  /** Where to send a browser, and what must come back with it. With `again` the person must sign in there anew. Throws `ProviderAway`. */
  async begin(again: boolean): Promise<{ readonly address: URL; readonly checks: ProviderChecks }> {
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
    const address = client.buildAuthorizationUrl(await this.#discover(), {
      redirect_uri: this.#redirect,
      scope: "openid",
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...(again ? { prompt: "login", max_age: "0" } : {}),
    })
    return { address, checks: { state, nonce, verifier } }
  }

  /**
   * Who came back, `query` being what the provider put in the address; `null` where what came back does not hold. With `again` it must
   * say that they signed in there just now. Throws `ProviderAway`.
   */
  async finish(query: string, { state, nonce, verifier }: ProviderChecks, again: boolean): Promise<Identity | null> {
    const found = await this.#discover()
    try {
      const tokens = await client.authorizationCodeGrant(found, new URL(`${this.#redirect}${query}`), { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true, ...(again ? { maxAge: JUST_NOW_SECONDS } : {}) })
      const claims = tokens.claims()
      return claims === undefined ? null : { issuer: claims.iss, subject: claims.sub }
    } catch (error) {
      if (error instanceof TypeError || (error instanceof Error && error.name === "TimeoutError")) throw new ProviderAway("the provider cannot be reached", { cause: error })
      return null
    }
  }

  /** Asked for once it is needed, and again after a failure. */
  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, secret } = this.#settings
    const url = new URL(issuer)
    const isHere = url.protocol === "http:" && /^(?:localhost|127\.0\.0\.1)$/.test(url.hostname)
    this.#found ??= client.discovery(url, clientId, secret, undefined, { timeout: 10, ...(isHere ? { execute: [allowHere] } : {}) }).catch((error: unknown) => {
      this.#found = null
      throw new ProviderAway("the provider cannot be reached", { cause: error })
    })
    return this.#found
  }
}

export const PROVIDER_RETURN = "/sign-in/provider"

/** A minute for the way back, and for clocks that differ. */
const JUST_NOW_SECONDS = 60

/** Without TLS, for a provider on this machine: a developer's. The library marks what allows it as deprecated so that it is seen. */
// eslint-disable-next-line @typescript-eslint/no-deprecated
const allowHere = client.allowInsecureRequests
