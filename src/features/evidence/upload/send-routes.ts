import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Format } from '../import/format.ts'
import { Source } from '../import/schemas.ts'
import { readSources } from '../import/sources.ts'
import { readUpload, type Sent } from './form.ts'
import { formPage, formView } from './form-view.ts'
import { findFormat, formats } from './jobs.ts'
import * as queries from './queries.ts'
import { partnerId, peopleIn } from './rules.ts'
import { KnownForm, PartnerForm, type UploadForm } from './schemas.ts'
import * as service from './service.ts'
import { head, remove } from './store.ts'

export interface UploadOptions {
  packId: string
  mayImport(actor: Actor): boolean
  /** Folder for files on their way in; the system's own for temporary files unless said. */
  folder?: string | undefined
  /** Largest file, in bytes. */
  most?: number | undefined
}

const Query = z
  .object({ source: z.string().max(120).catch(''), new: z.string().catch('') })
  .partial()
  .catch({})

/** Sources a file can be sent for: those whose format has a reader. */
const sourcesOf = async (db: Db, packId: string): Promise<Source[]> =>
  (await readSources(db, packId))
    .filter(one => findFormat(one.format))
    .toSorted((a, b) => a.title.localeCompare(b.title))

/** The form, and what becomes of a file that is sent with it. */
export function sendRoutes(app: FastifyInstance, db: Db, options: UploadOptions): void {
  const show = async (
    reply: FastifyReply,
    kind: 'known' | 'partner',
    values: Record<string, string>,
    errors: FieldError[] = [],
  ) =>
    reply.code(errors.length ? 422 : 200).page(
      formPage(
        formView({
          kind,
          sources: await sourcesOf(db, options.packId),
          formats,
          values,
          errors,
          recent: await queries.recent(db, 10),
        }),
      ),
    )

  app.get('/data/upload', { access: 'evidence.import' }, async (req, reply) => {
    const asked = Query.parse(req.query)
    return show(reply, asked.new === 'yes' ? 'partner' : 'known', { source: asked.source ?? '' })
  })

  app.post('/data/upload', { access: 'evidence.import' }, async (req, reply) => {
    const sent = await readUpload(req, options.folder, options.most)
    const kind = sent.fields.kind === 'partner' ? 'partner' : 'known'
    try {
      const found = await accept(req, kind, sent)
      if (Array.isArray(found)) {
        remove(sent.file?.path ?? null)
        return show(reply, kind, sent.fields, found)
      }
      return reply.redirect(`/data/uploads/${found}`, 303)
    } catch (error) {
      remove(sent.file?.path ?? null)
      throw error
    }
  })

  // The number of the upload, or what is wrong with the form.
  async function accept(req: FastifyRequest, kind: 'known' | 'partner', sent: Sent): Promise<number | FieldError[]> {
    const form = readForm<UploadForm>(kind === 'partner' ? PartnerForm : KnownForm, sent.fields)
    if (!form.ok || !sent.file) return [...(form.ok ? [] : form.errors), ...sent.errors]
    const chosen = await choose(form.data)
    if (Array.isArray(chosen)) return chosen
    const { source, format } = chosen
    const people = peopleIn(head(sent.file.path), format.knownHeadings ?? [])
    if (people) {
      remove(sent.file.path)
      await service.refuseAtDoor(db, req.actor.email, source.id, people.why)
      return [{ field: 'file', text: peopleWords(people) }]
    }
    return service.receive(db, {
      packId: options.packId,
      source,
      newSource: form.data.kind === 'partner',
      format: format.name,
      options: form.data.options,
      snapshotOn: form.data.snapshot ?? null,
      fileName: sent.file.name || 'file',
      fileBytes: sent.file.bytes,
      path: sent.file.path,
      by: req.actor.email,
    })
  }

  async function choose(form: UploadForm): Promise<{ source: Source; format: Format } | FieldError[]> {
    const sources = await sourcesOf(db, options.packId)
    const known = form.kind === 'known' ? sources.find(one => one.id === form.source) : undefined
    if (form.kind === 'known' && !known) return [{ field: 'source', text: 'Choose the source the file belongs to' }]
    const format = findFormat(form.format ?? known?.format ?? 'measure-csv')
    if (!format) return [{ field: 'format', text: 'Choose a format from the list' }]
    if (format.kind === 'places' && !form.snapshot)
      return [{ field: 'snapshot', text: 'Enter the day the file is of: a file of places does not say it itself' }]
    return { format, source: known ?? partnerSource(form, format, sources) }
  }
}

const peopleWords = ({ field, why }: { field: string; why: string }) =>
  `The file was refused and deleted: it looks as if it were about people. The column “${field}” holds ${why}. Upstream keeps no record of people. Count first and send the counts by place and month, or take the column out`

// Files with a row for each event come near to people: their first file waits for an assessment.
const aRowAnEvent: ReadonlySet<string> = new Set(['istv', 'incident-csv'])

function partnerSource(form: UploadForm, format: Format, sources: readonly Source[]): Source {
  if (form.kind !== 'partner') throw new TypeError('A source that is known is never made anew')
  return Source.parse({
    id: partnerId(form.title, new Set(sources.map(one => one.id))),
    title: form.title,
    publisher: form.custodian,
    custodian: form.custodian,
    licence: form.licence,
    attribution: form.custodian,
    format: format.name,
    cadence: form.cadence,
    lagDays: form.lag ?? null,
    status: 'described',
    openlyPublished: form.open,
    notes: 'Added in the browser.',
    needs: aRowAnEvent.has(format.name) ? ['DPIA'] : [],
  })
}
