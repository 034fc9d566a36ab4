// An invented organisation's sign-in, for the demonstration and the tests. It asks for no password: it is nobody's.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { z } from 'zod'
import type { Provider } from './client.ts'

/** The page of the stub for the browser; the rest it answers without the network. */
export const stubPath = '/staff-provider'

export const Authorize = z.object({
  redirect_uri: z.url(),
  state: z.string().max(200),
  nonce: z.string().max(200),
  code_challenge: z.string().max(200),
  client_id: z.string().max(200),
})
export type Authorize = z.output<typeof Authorize>

/** Who signed in there. What is not given is as it should be; tests give what should not be. */
export interface Ticket {
  ask: Authorize
  subject: string
  email: string
  emailVerified?: boolean
  nonce?: string
  issuer?: string
  audience?: string
  at?: Date
}

export interface Stub {
  provider: Provider
  /** Signs somebody in and gives the code that the browser carries back. */
  issue(ticket: Ticket): string
}

const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })

export function openStub(issuer: string): Stub {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const tickets = new Map<string, Ticket>()
  const signed = (claims: object) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const text = `${part({ alg: 'ES256', kid: 'one' })}.${part(claims)}`
    const mark = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
    return `${text}.${mark.toString('base64url')}`
  }
  const token = (body: URLSearchParams) => {
    const ticket = tickets.get(body.get('code') ?? '')
    tickets.delete(body.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    if (!ticket || challenge !== ticket.ask.code_challenge) return json({ error: 'invalid_grant' }, 400)
    return json({ access_token: 'none', token_type: 'Bearer', id_token: signed(claimsOf(issuer, ticket)) })
  }
  const answer: Provider['fetch'] = async (url, init) => {
    const { pathname } = new URL(url)
    if (pathname.endsWith('/openid-configuration')) return json(metadata(issuer))
    if (pathname === '/keys')
      return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }] })
    if (pathname === '/token') return token(new URLSearchParams(String(init.body)))
    return json({ error: 'not_found' }, 404)
  }
  const provider: Provider = {
    issuer,
    clientId: 'upstream',
    clientSecret: 'invented',
    name: 'your work account',
    fetch: answer,
    browse: address => `${stubPath}${address.search}`,
  }
  const issue = (ticket: Ticket) => {
    const code = randomBytes(16).toString('base64url')
    tickets.set(code, ticket)
    return code
  }
  return { provider, issue }
}

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['ES256'],
  token_endpoint_auth_methods_supported: ['client_secret_post'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
})

const aliveSeconds = 300

function claimsOf(issuer: string, ticket: Ticket) {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: ticket.issuer ?? issuer,
    aud: ticket.audience ?? 'upstream',
    sub: ticket.subject,
    email: ticket.email,
    email_verified: ticket.emailVerified ?? true,
    nonce: ticket.nonce ?? ticket.ask.nonce,
    auth_time: ticket.at ? Math.floor(ticket.at.getTime() / 1000) : now,
    iat: now,
    exp: now + aliveSeconds,
  }
}
