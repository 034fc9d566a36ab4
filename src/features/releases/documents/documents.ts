import { z } from 'zod'
import { conflict, forbidden } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { peopleWords } from '../../../platform/files/index.ts'
import { hasUnseen, unseenWords } from '../checks/characters.ts'
import type { Builder } from '../contract.ts'
import { mayPrepare } from '../rules.ts'
import type { Doing } from '../service/index.ts'
import * as queries from './queries.ts'

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `Use ${most.toLocaleString('en-GB')} characters or fewer` })
    .refine(text => !hasUnseen(text), { error: unseenWords })
const licences = ['Open Government Licence v3.0', 'Creative Commons Attribution 4.0'] as const
export const defaultLicence = licences[0]

/** What is typed for a publication in words. Nothing in it may tell who a person is. */
export const DocumentForm = (today: string) =>
  z.object({
    title: words(150).min(1, { error: 'Enter a title' }),
    summary: words(1_000).min(1, { error: 'Enter a summary of one or two sentences' }),
    period: words(200).min(1, { error: 'Enter the period it is about, such as April 2025 to March 2026' }),
    body: words(200_000)
      .min(1, { error: 'Enter the text' })
      .superRefine((text, ctx) => {
        const message = peopleWords(text, today)
        if (
          message &&
          !/looks like (an email address|a phone number)( and (an email address|a phone number))?\./.test(message)
        )
          ctx.addIssue({ code: 'custom', message })
      }),
    sources: words(2_000)
      .refine(text => linesOf(text).every(line => isWebAddress(sourceOf(line).address)), {
        error: 'Each address must begin with https:// or http://',
      })
      .default(''),
    licence: words(200).min(1, { error: 'Enter a licence' }),
    method: words(200)
      .refine(text => text === '' || /^\/methods(\/[a-z0-9-]+)?$/.test(text), {
        error: 'Enter an address of this site that begins with /methods, or leave it empty',
      })
      .default(''),
    version: z.coerce.number().int().min(0).default(0),
  })
export type DocumentForm = z.output<ReturnType<typeof DocumentForm>>

/** Keeps a publication in words; nothing is public until it is released. */
export async function saveDocument(
  db: Db,
  { actor, today }: Doing,
  id: number | null,
  input: DocumentForm,
): Promise<number> {
  const may = mayPrepare(actor)
  if (!may.allowed) throw forbidden(may.why)
  const { version, ...text } = input
  return db.transaction(async tx => {
    if (id === null) {
      const made = await queries.addDocument(tx, text, actor.accountId, today)
      await record(tx, actor.email, 'document.written', `document/${made.id}`, { title: text.title })
      return made.id
    }
    if ((await queries.saveDocument(tx, id, version, text, actor.accountId, today)) === 0)
      throw conflict('Somebody else changed it while you were writing. Copy your text, then open it again')
    await record(tx, actor.email, 'document.changed', `document/${id}`, { version: version + 1 })
    return id
  })
}

/** A line of the sources box: "Title | who publishes it | address". */
const sourceOf = (line: string) => {
  const [title = '', custodian = '', href = ''] = line.split('|').map(part => part.trim())
  return { title, custodian: custodian || title, address: href }
}

const linesOf = (text: string) => text.split('\n').filter(line => line.trim() !== '')
const isWebAddress = (text: string) => text === '' || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))

/** Publications in words as things to release. */
export const documentBuilder: Builder = {
  kind: 'document',
  title: 'Reports and other publications in words',
  choices: async db =>
    (await queries.documents(db)).map(({ id, title, version }) => ({
      key: `document/${id}`,
      title,
      hint: `Version ${version}`,
    })),
  build: async (db, key) => {
    const id = Number(/^document\/(\d{1,9})$/.exec(key)?.[1])
    const found = Number.isInteger(id) ? await queries.findDocument(db, id) : undefined
    if (!found) return undefined
    const { title, summary, period, body, licence, method } = found
    const sources = linesOf(found.sources).map(line => {
      const { address, ...source } = sourceOf(line)
      return address && isWebAddress(address) ? { ...source, href: address } : source
    })
    return { key, kind: 'document', title, summary, period, text: body, licence, method, sources }
  },
}
