// How a change of a help line that waits is decided: by anybody who may change lines and wrote none of it.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../../lib/errors.ts'
import { RowId, seenVersion } from '../../../../platform/form.ts'
import { plainText } from '../../../../platform/plain.ts'
import { smallForm, type Typed } from '../../../../platform/small-form.ts'
import type { Page } from '../../../../platform/view.ts'
import { proposals } from '../../../people/index.ts'
import type { Rooms } from '../../rooms.ts'
import * as service from './service.ts'
import type { HelpLine, HelpWords } from './words.ts'

const access = 'help-links.edit'

/** The page of a line, with what was typed where something is wrong with it. */
export type Shown = (req: FastifyRequest, line: HelpLine, rest?: object, typed?: Typed) => Promise<Page>

const Change = z.object({ change: RowId })

interface Asked {
  line: HelpLine
  change: number
}
interface Here {
  at(params: { id: string }): Promise<HelpLine>
  show: Shown
}

const LineId = z.object({ id: z.string() })
const path = '/help-lines/:id/changes/:change'

export function decideRoutes(app: FastifyInstance, rooms: Rooms, words: HelpWords, here: Here): void {
  const { db } = rooms
  const find = async (req: FastifyRequest): Promise<Asked> => {
    const [line, change] = [await here.at(LineId.parse(req.params)), Change.safeParse(req.params)]
    if (!change.success) throw notFound('That change')
    return { line, change: change.data.change }
  }
  app.post(`${path}/approve`, { access }, async (req, reply) => {
    const one = await find(req)
    await service.approve(db, words, deciding(req, one))
    return reply.redirect(`/help-lines/${one.line.id}?done=approved`, 303)
  })
  withReason(app, rooms, { find, show: here.show }, 'refuse', 'Say what must be put right', async (one, reason) => {
    await proposals.refuse(db, { object: service.objectOf(one.id), id: one.change, by: one.by, reason })
    return 'refused'
  })
  withReason(app, rooms, { find, show: here.show }, 'back', 'Say why you take it back', async (one, reason) =>
    (await service.takeBack(db, words, { ...one, reason })) ? 'back' : 'asked',
  )
}

const deciding = (req: FastifyRequest, { line, change }: Asked) => ({
  ...{ id: line.id, seen: seenVersion(req.body), by: req.actor.email, change },
})

/** One press that asks for a reason; `deed` says what was done. */
function withReason(
  app: FastifyInstance,
  { today }: Rooms,
  { find, show }: { find: (req: FastifyRequest) => Promise<Asked>; show: Shown },
  name: string,
  missing: string,
  deed: (one: ReturnType<typeof deciding>, reason: string) => Promise<string>,
): void {
  smallForm(app, {
    ...{ path: `${path}/${name}`, access, name, find },
    schema: () => z.object({ reason: plainText(today(), { missing, most: 500 }) }),
    show: (req, { line }, typed) => show(req, line, {}, typed),
    deed: async (req, one, { reason }) => `/help-lines/${one.line.id}?done=${await deed(deciding(req, one), reason)}`,
  })
}
