import pino, { type DestinationStream, type Logger } from 'pino'
import { z } from 'zod'

export type { Logger }

// The database puts values into what it says of an error.
const ofErrors = ['err.detail', 'err.where', 'err.parameters']
const options = {
  base: undefined,
  redact: ['req.headers.cookie', 'req.headers.authorization', 'req.body', ...ofErrors],
}

/** Plain JSON lines. Cookies, links and form bodies never reach the log. */
export const openLog = (level: string, to: DestinationStream = pino.destination(1)): Logger =>
  pino({ level, ...options }, to)

const Line = z.object({
  msg: z.string().default('Something went wrong'),
  url: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
})

/** For a person at a terminal: warnings and failures only, each one line of words. */
export const openTerminalLog = (say: (text: string) => void): Logger =>
  pino({ level: 'warn', ...options }, { write: text => say(lineWords(text)) })

function lineWords(text: string): string {
  const { msg, url, err } = Line.parse(JSON.parse(text))
  return `${msg.charAt(0).toUpperCase()}${msg.slice(1)}${url ? ` (${url.split('?')[0]})` : ''}${err ? `: ${err.message}` : ''}`
}
