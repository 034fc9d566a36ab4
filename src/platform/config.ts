import { z } from 'zod'
import { PlainError } from '../lib/errors.ts'

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
  logLevel: z.output<typeof Environment>['LOG_LEVEL']
}

/** Reads the environment once, at the edge. */
export function readConfig(environment: NodeJS.ProcessEnv, root: string): Config {
  const found = Environment.safeParse(
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')),
  )
  if (!found.success)
    throw new PlainError(found.error.issues.map(issue => issue.message).join('\n'), 'Set it right and start again.')
  const { PORT, HOST, DATABASE_URL, UPSTREAM_HOME, PUBLIC_ADDRESS, SECURE_COOKIES, LOG_LEVEL } = found.data
  return {
    port: PORT,
    host: HOST,
    databaseUrl: DATABASE_URL,
    home: UPSTREAM_HOME ?? `${root}/.upstream`,
    publicAddress: (PUBLIC_ADDRESS ?? `http://localhost:${PORT}`).replace(/\/+$/, ''),
    secureCookies: SECURE_COOKIES === 'yes',
    logLevel: LOG_LEVEL,
  }
}
