import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { errorList, type FieldError, readForm, typedText } from './form.ts'
import type { Page } from './view.ts'

/** What was typed in one of the small forms of a record's page, and what is wrong with it. */
export interface Typed {
  form: string
  values: Record<string, unknown>
  errors: FieldError[]
}

/** A form of a field or two on the page of a record: why it is dropped, what came of it. */
export interface SmallForm<T extends object, Found> {
  /** `/tasks/:id/done` */
  path: string
  access: string
  /** Names the form on its page: the id of a field is this, a hyphen and the field. */
  name: string | ((req: FastifyRequest) => string)
  schema: z.ZodType<T> | (() => z.ZodType<T> | Promise<z.ZodType<T>>)
  /** The record, for who may do this with it; throws for anybody else. */
  find(req: FastifyRequest): Promise<Found>
  /** The page it stands on, with what was typed and what is wrong. */
  show(req: FastifyRequest, found: Found, typed: Typed): Promise<Page>
  /** Does it and gives the address to go to, or says what is wrong. */
  deed(req: FastifyRequest, found: Found, data: T): Promise<string | FieldError[]>
}

/** Answers a small form: what cannot be read comes back on its own page with the words kept and the error beside the field. */
export function smallForm<T extends object, Found>(app: FastifyInstance, form: SmallForm<T, Found>): void {
  app.post(form.path, { access: form.access }, async (req, reply) => {
    const found = await form.find(req)
    const read = readForm(typeof form.schema === 'function' ? await form.schema() : form.schema, req.body)
    const done = read.ok ? await form.deed(req, found, read.data) : read.errors
    if (typeof done === 'string') return reply.redirect(done, 303)
    const name = typeof form.name === 'function' ? form.name(req) : form.name
    const typed = {
      form: name,
      values: read.ok ? Object.fromEntries(Object.entries(read.data)) : read.values,
      errors: done,
    }
    return reply.code(422).page(await form.show(req, found, typed))
  })
}

/** One small form as its page shows it: closed and empty, or open with what was typed. */
export interface Small {
  open: boolean
  values: Record<string, string>
  error: Record<string, { text: string }>
}

export function small(name: string, fields: readonly string[], typed?: Typed): Small {
  const mine = typed?.form === name ? typed : undefined
  const error = [...(mine?.errors ?? [])].reverse().map(({ field, text }) => [field, { text }] as const)
  return {
    open: mine !== undefined,
    values: Object.fromEntries(fields.map(field => [field, typedText(mine?.values ?? {}, field)])),
    error: Object.fromEntries(error),
  }
}

/** For the error summary: each error with the element it is beside. */
export const smallErrors = (typed?: Typed) =>
  errorList((typed?.errors ?? []).map(({ field, text }) => ({ field: `${typed?.form ?? ''}-${field}`, text })))
