// A photo of an entry: what a camera wrote into it is left behind, somebody declares what it does not show, and a second person approves it.
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, notFound } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { plainText } from '../../../platform/plain.ts'
import { page } from '../../../platform/view.ts'
import { knownNames } from '../../threads/index.ts'
import { unseenWords } from '../entries/blank.ts'
import { publicEntry } from '../entries/public.ts'
import * as entries from '../entries/queries.ts'
import { moved, write } from '../entries/service.ts'
import { type Body, EntryId, photoAddress } from '../schemas.ts'
import { mayEdit, type Rooms } from './frame.ts'
import { type Clean, cleanImage } from './image.ts'
import * as queries from './photos-queries.ts'
import { mostAtOnce } from './picture.ts'

const mostBytes = 2_000_000
const path = '/opportunities/:id/photo'
const access = 'opportunities.edit'

interface PhotoPage extends Wrong {
  title: string
  name: string
  action: string
  href: string
  image: { src: string; alt: string } | null
  /** Why the public does not see it; empty where it does. */
  unseen: string
  alt: string
  /** Bytes of a photo that is shown at once, and how that is said. */
  most: number
  mostWords: string
  button: string
  breadcrumbs: { text: string; href: string }[]
}
const photoPage = page<PhotoPage>('finder/care/pages/photo.njk')
const Key = z.object({ key: z.string().regex(/^[0-9a-f]{32}$/) })

const saidFor = (today: string, known: readonly string[]) =>
  z.object({
    alt: plainText(today, {
      missing: 'Say in a few words what the photo shows, for those who cannot see it',
      most: 200,
      known,
    }),
    declared: z.literal('yes', { error: 'Look at the photo and say that it shows none of these' }),
  })

export function photoRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access }, async (req, reply) => reply.page(show(await entryOf(rooms.db, req))))

  app.post(path, { access }, async (req, reply) => {
    const found = await entryOf(rooms.db, req)
    const sent = await readSent(req)
    const said = readForm(saidFor(rooms.today(), await knownNames(rooms.db)), sent.fields)
    const errors = [...(sent.photo ? [] : [sent.error]), ...(said.ok ? [] : said.errors)]
    if (!sent.photo || !said.ok) return reply.code(422).page(show(found, errors, typedText(sent.fields, 'alt')))
    await add(rooms, req, found, { photo: sent.photo, alt: said.data.alt })
    return reply.redirect(`/opportunities/${found.entry.id}?done=${found.isDraft ? 'photo-draft' : 'photo'}`, 303)
  })

  app.post(`${path}/remove`, { access }, async (req, reply) => {
    const found = await entryOf(rooms.db, req)
    await keep(rooms.db, found, req.actor.email, null, 'Without its photo')
    return reply.redirect(`/opportunities/${found.entry.id}?done=${found.isDraft ? 'saved' : 'sent'}`, 303)
  })

  app.get('/media/:key', { access: 'public' }, async (req, reply) => {
    const asked = Key.safeParse(req.params)
    const photo = asked.success ? await queries.find(rooms.db, asked.data.key) : undefined
    if (!photo) throw notFound('That photo')
    const isOpen = (await publicEntry(rooms.db, photo.entryId))?.body.image?.key === asked.data?.key
    const entry = isOpen ? undefined : await entries.find(rooms.db, photo.entryId)
    if (!isOpen && !(entry && mayEdit(req.actor, entry))) throw notFound('That photo')
    // An hour, so that a photo taken down is soon gone from phones too.
    return reply
      .header('cache-control', isOpen ? 'public, max-age=3600' : 'private, no-store')
      .type(photo.type)
      .send(photo.bytes)
  })
}

interface FoundEntry {
  entry: entries.Entry
  body: Body
  /** It is still being written, or was sent back: a photo does not send the rest with it. */
  isDraft: boolean
}

async function entryOf(db: Db, req: FastifyRequest): Promise<FoundEntry> {
  const asked = EntryId.safeParse(req.params)
  const entry = asked.success ? await entries.find(db, asked.data.id) : undefined
  const version = entry && (await entries.version(db, entry.id, entry.lastVersion))
  if (!entry || !version || !mayEdit(req.actor, entry)) throw notFound('That entry')
  return { entry, body: version.body, isDraft: version.verdict === 'draft' || version.verdict === 'refused' }
}

interface SentPhoto {
  fields: Record<string, string>
  photo: Clean | undefined
  error: FieldError
}

/** The form with its file, in memory: it is small, and larger ones are cut off and refused. */
async function readSent(req: FastifyRequest): Promise<SentPhoto> {
  const sent: SentPhoto = { fields: {}, photo: undefined, error: { field: 'file', text: 'Choose a photo' } }
  if (!req.isMultipart()) return sent
  const options = {
    limits: { fileSize: mostBytes, files: 1, fields: 10, parts: 12, fieldSize: 2_000 },
    throwFileSizeLimit: false,
  }
  for await (const part of req.parts(options)) {
    if (part.type === 'field') sent.fields[part.fieldname] = typeof part.value === 'string' ? part.value : ''
    else if (part.fieldname !== 'file') part.file.resume()
    else {
      const bytes = await part.toBuffer()
      if (bytes.length === 0) continue
      if (part.file.truncated)
        sent.error.text = 'The photo must be smaller than 2 MB. Make it smaller on your phone or computer first'
      else sent.photo = cleanImage(bytes)
      if (!sent.photo && !part.file.truncated)
        sent.error.text = 'The file must be a JPEG, PNG or WebP photo, no film, of at most 8,000 points a side'
    }
  }
  return sent
}

const add = (
  { db, today }: Rooms,
  req: FastifyRequest,
  found: FoundEntry,
  { photo, alt }: { photo: Clean; alt: string },
) =>
  db.transaction(async tx => {
    const [by, entryId] = [req.actor.email, found.entry.id]
    const key = createHash('sha256').update(entryId).update(photo.bytes).digest('hex').slice(0, 32)
    await queries.add(tx, { ...photo, key, entryId, by, today: today() })
    await record(tx, by, 'opportunity.photo-declared', `opportunity/${entryId}`, { key })
    await keep(tx, found, by, { key, alt, declaredBy: by, declaredOn: today() }, 'A photo')
  })

async function keep(
  db: Db,
  { entry, body, isDraft }: FoundEntry,
  by: string,
  image: Body['image'],
  note: string,
): Promise<void> {
  const written = await write(db, {
    id: entry.id,
    by,
    body: { ...body, image },
    note,
    seen: entry.lastVersion,
    verdict: isDraft ? 'draft' : 'waiting',
  })
  if (!written.ok) throw conflict(moved)
}

const show = ({ entry, body, isDraft }: FoundEntry, errors: FieldError[] = [], alt = '') =>
  photoPage({
    title: 'Photo',
    name: body.name,
    action: `/opportunities/${entry.id}/photo`,
    href: `/opportunities/${entry.id}`,
    image: body.image && { src: photoAddress(body.image.key), alt: body.image.alt },
    unseen: body.image ? unseenWords(body) : '',
    alt,
    most: mostAtOnce,
    button: isDraft ? 'Keep it with the draft' : 'Send it to be approved',
    mostWords: `${mostAtOnce / 1000} KB`,
    breadcrumbs: [
      { text: 'Opportunities', href: '/opportunities' },
      { text: body.name, href: `/opportunities/${entry.id}` },
    ],
    ...wrong(errors),
  })
