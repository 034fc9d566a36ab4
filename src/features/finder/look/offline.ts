// Without a signal: the worker a telephone gets, and the page it shows when nothing else is left.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { root } from '../../../platform/root.ts'
import { assetAddresses, page } from '../../../platform/view.ts'
import { finder } from './address.ts'
import { type Frame, frameOf } from './frame.ts'
import { type HelpView, helpView, linesIn } from './help/words.ts'
import type { LookRooms } from './rooms.ts'
import { languages, tongueOf } from './words/index.ts'

const offlinePage = page<Frame & { help: HelpView[] }>('finder/look/pages/offline.njk')
const Sent = z.object({ lang: z.string().optional().catch(undefined) }).catch({ lang: undefined })
const path = `${finder}/offline`

export async function offline(rooms: LookRooms, sent: unknown) {
  const t = tongueOf(Sent.parse(sent).lang)
  const words = await rooms.help()
  const first = words.first.flatMap(id => linesIn(words).filter(line => line.id === id))
  const here = (lang: string | undefined) => (lang ? `${path}?lang=${lang}` : path)
  return offlinePage({
    ...frameOf({ t, title: t.say('offline.title'), here }),
    help: first.map(line => helpView(line, t.code)),
  })
}

const files = ['upstream.css', 'upstream.js', 'finder.js', 'mark.svg']
const others = languages.map(({ code }) => code).filter(code => code !== 'en')
const built = join(root, 'dist', 'assets', 'finder-worker.js')

let script: string | undefined

/** The worker, as it was built. It is asked for with each visit, so it is read once; a new build is a new process. */
export function workerScript(): string {
  script ??= readScript()
  return script
}

/**
 * The worker, with what it keeps from the start. Its version is that of all that is built, so that a new build begins with nothing of the old one.
 * The first of its pages is the one whose age is looked at.
 */
function readScript(): string {
  if (!existsSync(built)) throw notFound('That file')
  const addresses = assetAddresses()
  const version = createHash('sha256')
    .update([...addresses].flat().join(' '))
    .digest('hex')
    .slice(0, 12)
  const shell = {
    version,
    files: [...files.flatMap(name => addresses.get(name) ?? []), '/assets/public-sans-latin.woff2'],
    // what somebody saved is filled in by the telephone alone: the page is the same for everybody
    pages: ['/help', path, `${finder}/saved`].flatMap(page => [page, ...others.map(code => `${page}?lang=${code}`)]),
  }
  return `self.upstreamShell=${JSON.stringify(shell)};\n${readFileSync(built, 'utf8')}`
}
