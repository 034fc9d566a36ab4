// The page of an organisation: what is said of it, what waits, what was decided, how far it is trusted.
import type { FastifyRequest } from 'fastify'
import type { Db } from '../../../../platform/db.ts'
import { doneOf, type FieldError } from '../../../../platform/form.ts'
import { smallErrors, type Typed } from '../../../../platform/small-form.ts'
import { page } from '../../../../platform/view.ts'
import * as organisations from '../../../organisations/index.ts'
import { allows, proposals } from '../../../people/index.ts'
import { type Filled, filled, wrongIn } from '../form/frame.ts'
import { fieldsFor } from './organisation-fields.ts'

type Organisation = organisations.Organisation

const organisationPage = page<{
  title: string
  lead: string
  action: string
  version: number
  fields: Filled[]
  entries: string
  trust: { words: string; value: string; button: string } | null
  waits: proposals.Waits | null
  waitsId: number
  decided: proposals.Decided[]
  said: string
  breadcrumbs: { text: string; href: string }[]
}>('finder/entries/pages/organisation.njk')
const trustOf = ({ trust, trustedBy }: Organisation) =>
  trust === 'trusted'
    ? {
        words: `Corrections of times, costs and descriptions are public at once, on the word of ${trustedBy ?? 'an officer'}. Where it is, who may come and how people are kept safe are read first.`,
        value: 'new',
        button: 'Read all its changes first again',
      }
    : {
        words: 'Every change is read before it is public.',
        value: 'trusted',
        button: 'Let small changes be public at once',
      }

const done = {
  sent: 'Sent. A second person reads it before it is public.',
  public: 'Saved, and public now: a small change by an organisation that is trusted.',
  same: 'Nothing changes: this is what stands there.',
  trust: 'Kept, with your name.',
  approved: 'Approved. It is public now, with every entry.',
  refused: 'Sent back, with your reason.',
  back: 'Taken back. What stood before is public again.',
  asked: 'Asked for. What stood before is public again once a second person has approved it.',
}

const textOf = (fields: proposals.Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? '']))

interface Shown {
  form?: { values: unknown; errors: FieldError[] }
  typed?: Typed
}

/** The change of an organisation that waits, and those that were decided, for this person. */
async function changesOf(db: Db, { actor }: FastifyRequest, organisation: Organisation, typed: Typed | undefined) {
  const mayDecide = allows(actor, 'opportunities.approve')
  const object = organisations.objectOf(organisation)
  const [waits, all] = [await proposals.waiting(db, object), await proposals.history(db, object)]
  // the mail domain lets people in: those who do not decide on it are not told it
  const { mailDomain, ...open } = organisations.fieldNames
  const labels = mayDecide ? { ...open, mailDomain } : open
  const isWriter = (await proposals.writers(db, object)).includes(actor.email.toLowerCase())
  const taking = mayDecide && !waits ? { by: actor.email, twice: organisations.contacts, typed } : undefined
  const { key, version } = organisation
  const shown = { labels, now: organisations.fieldsOf(organisation), version, mayDecide, isWriter, typed }
  return {
    draft: waits?.draft ?? {},
    waits: waits ? proposals.waitsOf(waits, { ...shown, href: `/opportunities/organisations/${key}` }) : null,
    waitsId: waits?.id ?? 0,
    decided: proposals.decidedOf(all, labels, taking),
  }
}

export async function shownPage(db: Db, req: FastifyRequest, organisation: Organisation, { form, typed }: Shown = {}) {
  const mayApprove = allows(req.actor, 'opportunities.approve')
  const { draft, ...changes } = await changesOf(db, req, organisation, typed)
  const stands = textOf({ ...organisations.fieldsOf(organisation), ...draft })
  return organisationPage({
    ...changes,
    title: organisation.name,
    lead: 'What stands here is public with every entry. Contacts are a team’s, never one person’s. A second person reads each change before it is public.',
    action: `/opportunities/organisations/${organisation.key}`,
    version: organisation.version,
    fields: filled(fieldsFor(mayApprove), form ? { typed: form.values } : stands, form?.errors),
    entries: `/opportunities?organisation=${organisation.key}`,
    trust: mayApprove ? trustOf(organisation) : null,
    said: doneOf(req.query, done),
    breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
    ...wrongIn(form?.errors),
    ...(typed ? { errors: typed.errors, errorSummary: smallErrors(typed) } : {}),
  })
}
