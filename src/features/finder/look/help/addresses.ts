// Once a week a job knocks at the addresses of help lines, so that an officer hears of one that no longer answers. It takes nothing away.
import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { enqueue, type Handler } from '../../../../platform/jobs.ts'
import { fetcher } from '../../feeds-in/fetch.ts'
import * as queries from './queries.ts'
import { helpNow } from './service.ts'
import { type HelpLine, linesIn, readHelp } from './words.ts'

const kind = 'help.addresses'
const weekSeconds = 7 * 24 * 3_600
const patienceMs = 10_000

/** Did somebody answer at an address? Undefined: no way there from here. */
export type KnockAt = (address: string) => Promise<boolean | undefined>

const head = fetcher({ timeoutMs: patienceMs, mostBytes: 10_000, loopback: false, method: 'HEAD' })

/**
 * Asks for the head of a page alone. A refusal is an answer too: many sites refuse machines. People type these addresses, so that they are asked
 * as those of feeds are: never within a private network, wherever they lead.
 */
export const knockAt: KnockAt = async address => {
  const answer = await head(address)
  return answer.ok ? answer.status !== 404 && answer.status !== 410 && answer.status < 500 : undefined
}

const addressesOf = (lines: readonly HelpLine[]): string[] =>
  [...new Set(lines.flatMap(line => [line.address, line.chat].filter(each => each !== undefined)))].sort()

/** Knocks everywhere and keeps who answered. Where nobody at all was reached there was no way out, and nothing is said of anybody. */
export async function knockAll(
  db: Db,
  lines: readonly HelpLine[],
  knock: KnockAt,
): Promise<{ looked: number; silent: number }> {
  const found: [string, boolean | undefined][] = []
  for (const address of addressesOf(lines)) found.push([address, await knock(address)])
  const isOut = found.some(([, answer]) => answer !== undefined)
  for (const [address, answer] of found) await queries.keepKnock(db, address, isOut ? (answer ?? false) : null)
  return { looked: isOut ? found.length : 0, silent: isOut ? found.filter(([, answer]) => !answer).length : 0 }
}

/** Sees to it that one run waits. Called when the job process starts, and by each run for the next. */
export const scheduleHelp = (db: Db, pack: string, besides = 0, inSeconds = 60): Promise<void> =>
  db.transaction(async tx => {
    const { n } = await queries.waiting(tx, besides)
    if (n === 0) await enqueue(tx, kind, { pack }, inSeconds)
  })

const Payload = z.object({ pack: z.string() })

export const helpJobs = (db: Db, knock: KnockAt = knockAt): Record<string, Handler> => ({
  [kind]: async job => {
    const { pack } = Payload.parse(job.payload)
    await scheduleHelp(db, pack, job.id, weekSeconds)
    return knockAll(db, linesIn(await helpNow(db, readHelp({ id: pack }))), knock)
  },
})
