import { createHmac } from 'node:crypto'
import type { Notify, Send } from './way.ts'

const api = 'https://api.notifications.service.gov.uk'
const patienceMs = 20_000

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The token Notify asks for: HS256 over the service's id and the time. https://docs.notifications.service.gov.uk/rest-api.html */
export function tokenOf(key: string, now: Date): string {
  const service = key.slice(-73, -37)
  const text = `${encoded({ typ: 'JWT', alg: 'HS256' })}.${encoded({ iss: service, iat: Math.floor(now.getTime() / 1000) })}`
  return `${text}.${createHmac('sha256', key.slice(-36)).update(text).digest('base64url')}`
}

/** Sends through GOV.UK Notify. A refusal is told by its number alone: the answer may quote the mail. */
export const byNotify =
  ({ key, template }: Notify, ask: typeof fetch = fetch): Send =>
  async ({ id, to, subject, body }) => {
    const answer = await ask(`${api}/v2/notifications/email`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokenOf(key, new Date())}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        email_address: to,
        template_id: template,
        personalisation: { subject, body },
        reference: `upstream-${id}`,
      }),
      signal: AbortSignal.timeout(patienceMs),
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`GOV.UK Notify answered ${answer.status}`)
  }
