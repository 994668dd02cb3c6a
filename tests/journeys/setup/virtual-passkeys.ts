/** Passkeys in a test browser: an authenticator that Chromium plays, of one page, through its debugging protocol. */
import type { CDPSession, Page } from "playwright-core"

type Credentials = Awaited<ReturnType<typeof credentialsOf>>

export interface VirtualPasskeys {
  /** What it holds, to be given to another page's. */
  credentials(): Promise<Credentials>
  /** Whether its holder shows who they are when asked: a finger, a face, a PIN. */
  verifies(does: boolean): Promise<void>
}

/** Chrome DevTools Protocol, domain WebAuthn: `addVirtualAuthenticator`. */
export async function addVirtualPasskeys(page: Page, known: Credentials = []): Promise<VirtualPasskeys> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send("WebAuthn.enable")
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options })
  for (const credential of known) await session.send("WebAuthn.addCredential", { authenticatorId, credential })
  return {
    credentials: () => credentialsOf(session, authenticatorId),
    verifies: async (does) => { await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: does }) },
  }
}

async function credentialsOf(session: CDPSession, authenticatorId: string) {
  return (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials
}
