import pino, { type Logger } from 'pino'

export type { Logger }

/** Plain JSON lines. Cookies, links and form bodies never reach the log. */
export const openLog = (level: string): Logger =>
  pino({ level, base: undefined, redact: ['req.headers.cookie', 'req.headers.authorization', 'req.body'] })
