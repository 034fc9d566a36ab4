// Is it still right? Whoever runs an entry is asked before the day it is due on, and once more after it; then it hides itself.
import { createHash, randomBytes } from 'node:crypto'
import { addDays, type Day, dayWords } from '../../../lib/dates.ts'
import { conflict, notFound } from '../../../lib/errors.ts'
import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { type Mail, post } from '../../../platform/mail/index.ts'
import { missingWords } from '../entries/approved.ts'
import { audit, held } from '../entries/held.ts'
import * as entries from '../entries/queries.ts'
import { deedWords, reviewOn } from '../entries/rules.ts'
import { hide } from '../entries/service.ts'
import { refresh } from '../search/refresh.ts'
import * as queries from './reviews-queries.ts'
import { aheadDays, missedWords, secondDay, stepOf } from './reviews-rules.ts'
import { missingBeforeApproval } from './safeguarding.ts'

/** Whoever the house acts as when nobody asks it to. */
export const house = 'finder'
const linkDays = 75
/** Entries in one mail; what is left waits for the next night. */
const mostInMail = 25

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

interface Night {
  today: Day
  publicAddress: string
}

/** A night's round. Gives how many were asked about, hidden, and have nobody to ask. */
export async function round(db: Db, night: Night): Promise<{ asked: number; hidden: number; nobody: number }> {
  const due = (await queries.dueBy(db, addDays(night.today, aheadDays))).map(entry => ({
    entry,
    step: stepOf(entry, night.today),
  }))
  const toHide = due.filter(({ step }) => step === 'hide').map(({ entry }) => entry)
  for (const entry of toHide) await hideMissed(db, entry, night)
  const toAsk = due.filter(({ step }) => step === 'ask').map(({ entry }) => entry)
  const boxes = byMailbox(toAsk)
  let asked = 0
  for (const [mailbox, all] of boxes) asked += await ask(db, mailbox, all.slice(0, mostInMail), night)
  await queries.removeEnded(db, addDays(night.today, -30))
  return { asked, hidden: toHide.length, nobody: boxes.get('')?.length ?? 0 }
}

function byMailbox(due: readonly queries.Due[]): Map<string, queries.Due[]> {
  const boxes = new Map<string, queries.Due[]>()
  for (const entry of due) boxes.set(entry.mailbox, [...(boxes.get(entry.mailbox) ?? []), entry])
  return boxes
}

// Without a mailbox nobody can be asked by mail: it is counted all the same, and stands in the week of those who answer for it.
const ask = (db: Db, mailbox: string, due: readonly queries.Due[], night: Night): Promise<number> =>
  db.transaction(async tx => {
    const links: string[] = []
    for (const entry of due) {
      await queries.asked(tx, entry, night.today)
      if (mailbox !== '')
        links.push(`${entry.name}\n${night.publicAddress}/still-right/${await makeLink(tx, entry.id, night.today)}`)
    }
    if (mailbox !== '') await post(tx, askMail(mailbox, due, links))
    return due.length
  })

async function makeLink(tx: Db, id: string, today: Day): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await queries.addLink(tx, hashOf(token), id, { from: today, to: addDays(today, linkDays) })
  return token
}

function askMail(to: string, due: readonly queries.Due[], links: readonly string[]): Mail {
  const again = due.some(({ asks }) => asks > 0)
  const first = due.map(entry => (entry.asks > 0 ? secondDay(entry.reviewOn) : entry.reviewOn)).sort()[0] ?? ''
  return {
    to,
    kind: 'finder.still-right',
    subject: `${again ? 'Asked again: is' : 'Is'} this still right? ${plural(due.length, 'page', 'pages')} to look at`,
    body: [
      `People look for things to do by what you told us. Please look at each page below and press “Yes, it is still right”, by ${dayWords(first)}. You need no account for that.`,
      ...links,
      'If something has changed, the page says how to change it.',
      'What nobody says is still right is hidden after a second mail. Nothing is lost: it can be shown again.',
    ].join('\n\n'),
  }
}

const hideMissed = (db: Db, entry: queries.Due, { today, publicAddress }: Night): Promise<void> =>
  db.transaction(async tx => {
    const reason = missedWords(dayWords(secondDay(entry.reviewOn)))
    await hide(tx, { id: entry.id, by: house, reason, today })
    await entries.update(tx, entry.id, { hidItself: true })
    if (entry.mailbox === '') return
    await post(tx, {
      to: entry.mailbox,
      kind: 'finder.hidden',
      subject: `Hidden: ${entry.name}`,
      body: `${reason}. So people no longer see “${entry.name}”. If it is still right, say so here, and they see it again at once:\n${publicAddress}/still-right/${await makeLink(tx, entry.id, today)}\n\nIf something has changed, sign in and change it first:\n${publicAddress}/opportunities/${entry.id}`,
    })
  })

export interface Confirming {
  id: string
  by: string
  today: Day
}

/** What must be said before an entry that hid itself is public again: its words may be right, and its dates be over. */
export async function missingAgain(db: Db, id: string, today: Day): Promise<string | undefined> {
  const entry = await entries.find(db, id)
  const version = entry?.hidItself && (await entries.version(db, id, entry.publicVersion ?? 0))
  const [missing] = version ? missingBeforeApproval(version.body, entry.kind, today) : []
  return missing && missingWords(missing)
}

/** Somebody looked and says that it is right: the next day to look begins today. What hid itself because nobody said so is public again. */
export const confirm = (db: Db, { id, by, today }: Confirming): Promise<void> =>
  db.transaction(async tx => {
    const entry = await held(tx, id)
    const again = entry.hidItself
    if (entry.state !== 'public' && !again) throw conflict('This page is not public now. Ask us to look at it first.')
    const version = await entries.version(tx, id, entry.publicVersion ?? 0)
    if (!version) throw notFound('That page')
    const missing = again && (await missingAgain(tx, id, today))
    if (missing) throw conflict(missing)
    await entries.update(tx, id, {
      ...(again ? { state: 'public' as const, stateReason: '' } : {}),
      checkedOn: today,
      reviewOn: reviewOn(entry.kind, version.body, today),
      modified: await entries.moment(tx),
    })
    await audit(tx, by, 'confirmed', id, { version: entry.publicVersion })
    if (again) await audit(tx, by, deedWords.show, id, { reason: 'It is still right' })
    await refresh(tx, [id], today)
  })

/** The same by the link of a mail, which is spent with it. */
export const confirmByLink = (db: Db, token: string, today: Day): Promise<void> =>
  db.transaction(async tx => {
    const link = await queries.spendLink(tx, hashOf(token), today)
    const entry = link && (await queries.findDue(tx, link.id))
    if (!entry) throw notFound('That link')
    await confirm(tx, { id: entry.id, by: entry.mailbox || house, today })
  })
