import { z } from 'zod'
import { PlainError } from '../lib/errors.ts'
import { plural } from '../lib/words.ts'
import { assessedLevels, assessLevel } from '../setup.ts'
import { by, choosePack, withCity } from './city.ts'
import { command } from './command.ts'

const Input = z.object({
  level: z.enum(assessedLevels, { error: `Enter --level as one of: ${assessedLevels.join(', ')}.` }).optional(),
})

export const assess = command({
  name: 'assess',
  usage: 'assess [--level ward|borough]',
  summary: 'Works out anew which places rise, fall or stay high beyond chance',
  details: ['Both levels unless one is named. The marks come into force together; the earlier ones are kept.'],
  positionals: [],
  options: [{ name: 'level', value: 'LEVEL', about: 'ward or borough.' }],
  input: Input,
  run: (input, context) =>
    withCity(context, choosePack(context), async ({ store, pack }) => {
      const assessed = []
      for (const level of input.level ? [input.level] : assessedLevels)
        assessed.push(
          await assessLevel(store.db, pack, level, by, (done, total) =>
            context.progress(done, total, `Assessing measures by ${level}`),
          ),
        )
      const lines = assessed.map(
        each =>
          `${each.vintage}: ${plural(each.places, 'place')}, ${plural(each.measures, 'measure')}: ${each.rising} rising, ${each.falling} falling, ${each.sustained} high and sustained, ` +
          `the rest not distinguishable from chance or too few (${each.seconds.toFixed(1)} s)`,
      )
      const any = assessed.some(each => each.measures > 0)
      if (!any)
        throw new PlainError(
          'There are no figures to look for signals in.',
          'Load some first: npm run -s upstream -- load PACK --data DIR',
        )
      return { ok: true, lines, data: { ok: true, pack: pack.id, assessed } }
    }),
})
