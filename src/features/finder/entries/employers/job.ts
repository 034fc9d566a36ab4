// A job, apprenticeship or placement on one page: an employer is done in five minutes. It waits to be approved like everything else.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayWords } from '../../../../lib/dates.ts'
import { type FieldError, readForm } from '../../../../platform/form.ts'
import type { Actor } from '../../../../platform/http.ts'
import { postcodeOf, postcodeWords } from '../../../places/index.ts'
import { activities } from '../../activities.ts'
import type { Rooms } from '../../rooms.ts'
import type { NewBody } from '../../schemas.ts'
import { day, type Field, isYes, mailbox, number, ticks, web, words } from '../form/fields.ts'
import { filled, wrongIn } from '../form/frame.ts'
import { newPage, place, type Whose, whoseFields, whoseOf, whoseShape } from '../form/new.ts'
import { sureField, unknownPostcode } from '../form/where.ts'
import * as service from '../service.ts'
import { atPostcode, unknownPostcodes } from '../where-queries.ts'

const kinds = activities.filter(each => each.group === 'work')

const fieldsOf = (whose: Whose): Field[] => [
  ...whoseFields(whose),
  { name: 'name', kind: 'text', label: 'What is the job called?', hint: 'For example, “Apprentice electrician”.' },
  {
    name: 'activities',
    kind: 'checks',
    label: 'What kind is it?',
    items: kinds.map(({ id, label }) => ({ value: id, text: label })),
  },
  { name: 'summary', kind: 'area', rows: 2, label: 'What will they do? One sentence.' },
  { name: 'pay', kind: 'text', label: 'Pay and hours', hint: 'For example, “£12.21 an hour, 16 hours a week”.' },
  { name: 'minAge', kind: 'text', input: 'numeric', width: 3, label: 'Youngest age (optional)' },
  { name: 'postcode', kind: 'text', width: 10, label: 'Postcode of the workplace' },
  sureField,
  { name: 'online', kind: 'checks', label: 'Can it be done from home?', items: [{ value: 'yes', text: 'Yes' }] },
  { name: 'href', kind: 'text', input: 'url', label: 'Web page to apply (optional)' },
  {
    name: 'email',
    kind: 'text',
    input: 'email',
    label: 'Or a mailbox to apply to (optional)',
    hint: 'Such as jobs@, not a person’s name.',
  },
  {
    name: 'closesOn',
    kind: 'day',
    label: 'Last day to apply (optional)',
    hint: 'It leaves the finder after that day.',
  },
]

const formFor = (today: string) =>
  z
    .object({
      ...whoseShape(today),
      name: words(today, 120, 'Enter what the job is called'),
      activities: ticks(kinds.map(({ id }) => id)).refine(found => found.length > 0, {
        error: 'Choose what kind it is',
      }),
      summary: words(today, 200, 'Say in one sentence what they will do'),
      pay: words(today, 200, 'Enter pay and hours: people decide by them'),
      minAge: number(13, 120, 'Enter an age as a number, such as 16'),
      postcode: z
        .string()
        .default('')
        .refine(text => text.trim() === '' || postcodeOf(text) !== undefined, {
          error: 'Enter a whole postcode, such as SW9 8JG',
        }),
      online: isYes,
      href: web(),
      email: mailbox(),
      closesOn: day('Enter the last day to apply').refine(on => on === null || on >= today, {
        error: 'The last day to apply must not be gone',
      }),
    })
    .refine(form => form.online || form.postcode.trim() !== '', {
      error: 'Enter the postcode of the workplace, or say that it can be done from home',
      path: ['postcode'],
    })
    .refine(form => form.href !== '' || form.email !== '', {
      error: 'Enter a web page or a mailbox, so that people can apply',
      path: ['href'],
    })
type Job = z.output<ReturnType<typeof formFor>>

const bodyOf = (
  { name, summary, activities, pay, minAge, postcode, online, href, email, closesOn }: Job,
  at: { longitude: number | null; latitude: number | null } | undefined,
): NewBody => {
  const tight = postcodeOf(postcode)
  return {
    name,
    summary,
    activities,
    description: `Pay and hours: ${pay}`,
    minAge,
    online,
    venue: tight
      ? { postcode: postcodeWords(tight), longitude: at?.longitude ?? null, latitude: at?.latitude ?? null }
      : null,
    timesWords: closesOn === null ? '' : `Apply by ${dayWords(closesOn)}`,
    cost: { kind: 'free', words: '' },
    join: { how: 'ask', words: 'Apply to the employer', href, email },
    extra: closesOn === null ? {} : { work: { closesOn } },
  }
}

export function jobRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  const show = async (req: FastifyRequest, typed?: unknown, errors: FieldError[] = []) =>
    newPage({
      title: 'Post a job, apprenticeship or placement',
      lead: 'One page, about five minutes. A person reads it before young people see it.',
      action: '/opportunities/new/job',
      button: 'Send it',
      fields: filled(fieldsOf(await whoseOf(db, req.actor)), typed === undefined ? {} : { typed }, errors),
      breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
      ...wrongIn(errors),
    })

  app.get('/opportunities/new/job', { access: 'opportunities.create' }, async (req, reply) =>
    reply.page(await show(req)),
  )

  app.post('/opportunities/new/job', { access: 'opportunities.create' }, async (req, reply) => {
    const form = readForm(formFor(today()), req.body)
    if (!form.ok) return reply.code(422).page(await show(req, req.body, form.errors))
    const postcode = postcodeWords(postcodeOf(form.data.postcode) ?? '')
    const unknown = await unknownPostcodes(db, [postcode])
    const wrong = unknownPostcode(req.body, { was: undefined, postcode, unknown })
    if (wrong.length > 0) return reply.code(422).page(await show(req, req.body, wrong))
    const made = await send(req.actor, form.data)
    if (!made.ok) return reply.code(422).page(await show(req, req.body, made.errors))
    return reply.redirect(`/opportunities/${made.id}?done=sent`, 303)
  })

  const send = (actor: Actor, job: Job) =>
    db.transaction(async tx => {
      const placed = await place(tx, actor, job)
      if (!placed.ok) return placed
      const body = bodyOf(job, await atPostcode(tx, job.postcode))
      const { id } = await service.enter(tx, {
        ...placed,
        by: actor.email,
        kind: 'work',
        body,
        note: 'A vacancy',
        verdict: 'waiting',
      })
      return { ok: true as const, id }
    })
}
