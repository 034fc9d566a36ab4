import { z } from 'zod'
import { PlainError } from '../lib/errors.ts'
import type { Notify, Smtp } from './mail/way.ts'

const Environment = z.object({
  PORT: z.coerce.number({ error: 'PORT must be a number, such as 3000' }).int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'DATABASE_URL must look like postgres://user:password@host/database' })
    .optional(),
  UPSTREAM_HOME: z.string().optional(),
  SECURE_COOKIES: z.enum(['yes', 'no'], { error: 'SECURE_COOKIES must be yes or no' }).default('no'),
  PUBLIC_ADDRESS: z
    .url({ protocol: /^https?$/, error: 'PUBLIC_ADDRESS must look like https://upstream.example.org' })
    .optional(),
  MAIL_URL: z
    .url({ protocol: /^smtps?$/, error: 'MAIL_URL must look like smtp://user:password@mail.example.org:587' })
    .optional(),
  MAIL_FROM: z.string().optional(),
  NOTIFY_API_KEY: z
    .string()
    .regex(/^.*[0-9a-f-]{36}-[0-9a-f-]{36}$/, {
      error: 'NOTIFY_API_KEY must be the whole key that GOV.UK Notify gave you',
    })
    .optional(),
  NOTIFY_TEMPLATE_ID: z.uuid({ error: 'NOTIFY_TEMPLATE_ID must be the id of a template of GOV.UK Notify' }).optional(),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'OIDC_ISSUER must look like https://sign-in.example.org' })
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60).default('your work account'),
  SECRETS_KEY: z
    .string()
    .refine(text => Buffer.from(text, 'base64').length === 32, {
      error: 'SECRETS_KEY must be 32 bytes in base64. Make one with: openssl rand -base64 32',
    })
    .optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
})

export interface Config {
  port: number
  host: string
  databaseUrl: string | undefined
  /** Folder of the embedded databases: `.upstream` beside package.json unless UPSTREAM_HOME says otherwise. */
  home: string
  /** Where people find Upstream, without a last slash: what sign-in links begin with. */
  publicAddress: string
  /** Cookies only over HTTPS: set it wherever Upstream stands behind an HTTPS address. */
  secureCookies: boolean
  /** How mail leaves; undefined when it does not. */
  mail: Smtp | Notify | undefined
  /** The organisation's own sign-in (OpenID Connect). */
  provider: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined
  /** Seals secrets in the database, 32 bytes. */
  secretsKey: Buffer | undefined
  logLevel: z.output<typeof Environment>['LOG_LEVEL']
}

/** Reads the environment once, at the edge. */
export function readConfig(environment: NodeJS.ProcessEnv, root: string): Config {
  const found = Environment.safeParse(
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')),
  )
  if (!found.success)
    throw new PlainError(found.error.issues.map(issue => issue.message).join('\n'), 'Set it right and start again.')
  const { PORT, HOST, DATABASE_URL, UPSTREAM_HOME, PUBLIC_ADDRESS, SECURE_COOKIES, SECRETS_KEY, LOG_LEVEL } = found.data
  return {
    port: PORT,
    host: HOST,
    databaseUrl: DATABASE_URL,
    home: UPSTREAM_HOME ?? `${root}/.upstream`,
    publicAddress: (PUBLIC_ADDRESS ?? `http://localhost:${PORT}`).replace(/\/+$/, ''),
    secureCookies: SECURE_COOKIES === 'yes',
    mail: mailOf(found.data),
    provider: providerOf(found.data),
    secretsKey: SECRETS_KEY === undefined ? undefined : Buffer.from(SECRETS_KEY, 'base64'),
    logLevel: LOG_LEVEL,
  }
}

type Found = z.output<typeof Environment>

function mailOf({ MAIL_URL, MAIL_FROM, NOTIFY_API_KEY, NOTIFY_TEMPLATE_ID }: Found): Config['mail'] {
  if (MAIL_URL && NOTIFY_API_KEY) throw together('MAIL_URL or NOTIFY_API_KEY, not both')
  if (MAIL_URL && !MAIL_FROM) throw together('MAIL_FROM beside MAIL_URL: who the mail is from')
  if (NOTIFY_API_KEY && !NOTIFY_TEMPLATE_ID) throw together('NOTIFY_TEMPLATE_ID beside NOTIFY_API_KEY')
  if (MAIL_URL && MAIL_FROM) return { kind: 'smtp', url: MAIL_URL, from: MAIL_FROM }
  if (NOTIFY_API_KEY && NOTIFY_TEMPLATE_ID) return { kind: 'notify', key: NOTIFY_API_KEY, template: NOTIFY_TEMPLATE_ID }
  return undefined
}

function providerOf(found: Found): Config['provider'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = found
  if (!issuer && !clientId && !clientSecret) return undefined
  if (!issuer || !clientId || !clientSecret)
    throw together('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together')
  return { issuer, clientId, clientSecret, name: found.OIDC_NAME }
}

const together = (what: string) => new PlainError(`Set ${what}.`, 'Set it right and start again.')
