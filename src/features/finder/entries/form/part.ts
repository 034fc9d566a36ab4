import type { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import { type FieldError, readForm } from '../../../../platform/form.ts'
import type { Body, Kind } from '../../schemas.ts'
import type { Field, Values } from './fields.ts'

export interface Asked {
  today: Day
  kind: Kind
  /** What stood before, where it may stand on: a whole file sent back does not answer for what it did not change. */
  was?: Body
}

export type ReadPart = { ok: true; body: Body } | { ok: false; errors: FieldError[] }

/** One page of the form: what it asks, how a body fills it, and what it changes of a body. */
export interface Part {
  key: string
  title: string
  lead: string
  fields(kind: Kind): readonly Field[]
  values(body: Body, kind: Kind): Values
  read(typed: unknown, body: Body, asked: Asked): ReadPart
}

interface Spec<T> {
  key: string
  title: string
  lead: string
  fields(kind: Kind): readonly Field[]
  schema(asked: Asked): z.ZodType<T>
  patch(body: Body, form: T, kind: Kind): Body
  values(body: Body, kind: Kind): Values
}

/** A part from its schema: what the form says is put over the body it was opened with. */
export const partOf = <T>({ schema, patch, ...rest }: Spec<T>): Part => ({
  ...rest,
  read(typed, body, asked) {
    const form = readForm(schema(asked), typed)
    return form.ok ? { ok: true, body: patch(body, form.data, asked.kind) } : { ok: false, errors: form.errors }
  },
})
