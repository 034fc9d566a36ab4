import * as oidc from 'openid-client'
import { z } from 'zod'

/** The organisation's own sign-in (OpenID Connect). */
export interface Provider {
  issuer: string
  clientId: string
  clientSecret: string
  /** What people call it: "your work account". */
  name: string
  /** How its addresses are asked; the demonstration's provider answers without the network. */
  fetch?: oidc.CustomFetch
  /** Where its page is for the browser, when that is not the address it gives. */
  browse?(address: URL): string
}

/** What the provider is asked, and what the answer must match. */
export interface Begun {
  state: string
  nonce: string
  verifier: string
  again: boolean
}

export interface Identity {
  issuer: string
  subject: string
  /** Only when the provider says it has verified it. */
  email: string | undefined
  /** When they signed in there, if it tells. */
  at: Date | undefined
}

/** Somebody asked to sign in anew may have done so this many seconds ago. */
const anewSeconds = 300

export interface Client {
  begin(back: string, again: boolean): Promise<{ address: string; begun: Begun }>
  /** Throws when anything of the answer does not match. */
  finish(answer: URL, begun: Begun): Promise<Identity>
}

/** Asks the provider who it is once; a failure is asked again next time. */
export function openClient(provider: Provider): Client {
  let known: Promise<oidc.Configuration> | undefined
  const ask = () => {
    known ??= discover(provider)
    known.catch(() => {
      known = undefined
    })
    return known
  }
  return {
    begin: async (back, again) => begin(provider, await ask(), back, again),
    finish: async (answer, begun) => finish(await ask(), answer, begun),
  }
}

async function discover(provider: Provider): Promise<oidc.Configuration> {
  const issuer = new URL(provider.issuer)
  const open = (auth?: oidc.ClientAuth) =>
    oidc.discovery(issuer, provider.clientId, provider.clientSecret, auth, {
      ...(provider.fetch ? { [oidc.customFetch]: provider.fetch } : {}),
      execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
      timeout: 10,
    })
  const config = await open()
  const ways = config.serverMetadata().token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return ways.includes('client_secret_post') ? config : open(oidc.ClientSecretBasic(provider.clientSecret))
}

async function begin(provider: Provider, config: oidc.Configuration, back: string, again: boolean) {
  const begun = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    again,
  }
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: back,
    scope: 'openid email',
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: 'S256',
    ...(again ? { prompt: 'login', max_age: String(anewSeconds) } : {}),
  })
  return { address: provider.browse?.(address) ?? address.href, begun }
}

// Role, places and organisation may stand in the claims too: they are not read.
const Claims = z.object({
  iss: z.string(),
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.string()]).optional(),
  auth_time: z.number().optional(),
})

async function finish(config: oidc.Configuration, answer: URL, begun: Begun): Promise<Identity> {
  const tokens = await oidc.authorizationCodeGrant(config, answer, {
    expectedState: begun.state,
    expectedNonce: begun.nonce,
    pkceCodeVerifier: begun.verifier,
    idTokenExpected: true,
    ...(begun.again ? { maxAge: anewSeconds } : {}),
  })
  const claims = Claims.parse(tokens.claims())
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: claims.email_verified === true ? claims.email?.toLowerCase() : undefined,
    at: claims.auth_time === undefined ? undefined : new Date(claims.auth_time * 1000),
  }
}
