import { createTransport } from 'nodemailer'
import type { Send, Smtp } from './way.ts'

const patienceMs = 20_000

/** Sends through a mail server. Password and text never reach the log: nodemailer's own logging stays off. */
export function bySmtp({ url, from }: Smtp): Send {
  const address = new URL(url)
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname)
  const secure = address.protocol === 'smtps:'
  const transport = createTransport({
    host: address.hostname.replace(/^\[|\]$/g, ''),
    port: Number(address.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !local,
    ...(address.username
      ? { auth: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) } }
      : {}),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async ({ to, subject, body }) => {
    await transport.sendMail({
      from,
      to: { name: '', address: to },
      subject,
      text: body,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  }
}
