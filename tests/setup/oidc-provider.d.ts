/** As much of oidc-provider's form as the tests use; the package brings no types. */
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http"

  interface Client {
    readonly client_id: string
    readonly client_secret: string
    readonly redirect_uris: readonly string[]
  }
  interface Configuration {
    readonly clients: readonly Client[]
    readonly cookies: { readonly keys: readonly string[] }
  }
  export class Provider {
    constructor(issuer: string, configuration: Configuration)
    callback(): (request: IncomingMessage, response: ServerResponse) => void
  }
}
