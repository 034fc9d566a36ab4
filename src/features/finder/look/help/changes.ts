// How a change of a help line that waits is decided: by anybody who may change lines and wrote none of it.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../../lib/errors.ts'
import { RowId, seenVersion } from '../../../../platform/form.ts'
import { plainText } from '../../../../platform/plain.ts'
import { smallForm, type Typed } from '../../../../platform/small-form.ts'
import type { Page } from '../../../../platform/view.ts'
import { proposals } from '../../../people/index.ts'
import type { Rooms } from '../../routes.ts'
import * as service from './service.ts'
import type { HelpLine, HelpWords } from './words.ts'

const access = 'help-links.edit'

/** The page of a line, with what was typed where something is wrong with it. */
export type Shown = (req: FastifyRequest, line: HelpLine, rest?: object, typed?: Typed) => Promise<Page>

const Change = z.object({ change: RowId })

interface Here {
  at(params: { id: string }): Promise<HelpLine>
  show: Shown
}

const LineId = z.object({ id: z.string() })

export function decideRoutes(app: FastifyInstance, { db, today }: Rooms, words: HelpWords, { at, show }: Here): void {
  const path = '/help-lines/:id/changes/:change'
  const asked = async (req: FastifyRequest) => {
    const [line, change] = [await at(LineId.parse(req.params)), Change.safeParse(req.params)]
    if (!change.success) throw notFound('That change')
    return { line, change: change.data.change }
  }
  for (const [verb, done, act] of [
    ['approve', 'approved', service.approve],
    ['back', 'back', service.takeBack],
  ] as const)
    app.post(`${path}/${verb}`, { access }, async (req, reply) => {
      const { line, change } = await asked(req)
      await act(db, words, { id: line.id, seen: seenVersion(req.body), by: req.actor.email, change })
      return reply.redirect(`/help-lines/${line.id}?done=${done}`, 303)
    })
  smallForm(app, {
    path: `${path}/refuse`,
    access,
    name: 'refuse',
    schema: () => z.object({ reason: plainText(today(), { missing: 'Say what must be put right', most: 500 }) }),
    find: asked,
    show: (req, { line }, typed) => show(req, line, {}, typed),
    deed: async (req, { line, change }, { reason }) => {
      await proposals.refuse(db, { object: service.objectOf(line.id), id: change, by: req.actor.email, reason })
      return `/help-lines/${line.id}?done=refused`
    },
  })
}
