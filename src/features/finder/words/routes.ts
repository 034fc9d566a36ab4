import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { doneOf, type FieldError, RowId, readForm, seenVersion } from '../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { plainText } from '../../../platform/plain.ts'
import { linesIn, readHelp } from '../look/help/words.ts'
import type { Rooms } from '../rooms.ts'
import { freshWords } from '../search/added.ts'
import * as queries from './queries.ts'
import { phraseOf, targetOf, whyNot } from './rules.ts'
import * as service from './service.ts'
import { tryWord } from './trial.ts'
import { path, rowsOf, showWords, type Typing, wordsList } from './views.ts'
import { showWord } from './word-view.ts'

const access = 'opportunities.approve'
const Ids = z.object({ id: RowId })
const Question = z.object({ question: z.string().trim().max(200).catch('') })
const done = {
  proposed: 'The word waits for a second person.',
  approved: 'The finder knows it now.',
  refused: 'The word was refused.',
  withdrawn: 'You took the word back.',
  undone: 'The finder no longer knows it.',
  asked: 'It stays in force until a second person agrees.',
  kept: 'It stays in force.',
}

const newWord = (today: string) =>
  z
    .object({
      target: z.string({ error: 'Choose what it stands for' }).min(1, { error: 'Choose what it stands for' }),
      phrase: z
        .string({ error: 'Enter the word' })
        .trim()
        .min(1, { error: 'Enter the word' })
        .max(60, { error: 'Enter at most 60 letters' }),
      reason: plainText(today, { missing: 'Enter where people use it so, or why it is needed', most: 500 }),
    })
    .transform(({ target, phrase, reason }, found) => {
      const chosen = targetOf(target)
      if (chosen) return { ...chosen, reason, phrase: phraseOf(chosen.list, phrase) }
      found.issues.push({ code: 'custom', message: 'Choose what it stands for', path: ['target'], input: target })
      return z.NEVER
    })

/** The finder's lists of words: read by those who approve entries, added to by two of them. */
export function wordRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get(path, { access }, async (req, reply) => reply.page(await listed(rooms, req)))

  app.get(`${path}.csv`, { access }, async (req, reply) => {
    const rows = rowsOf(await queries.list(db))
    const file = csvOf(wordsList, arrange(wordsList, rows, readQuery(wordsList, req.query)).all)
    return reply.csv('finder-words', file.columns, file.rows)
  })

  app.post(path, { access }, async (req, reply) => {
    const form = readForm(newWord(rooms.today()), req.body)
    const errors = form.ok ? await wrongIn(rooms, form.data) : form.errors
    if (!form.ok || errors.length > 0) {
      const values = z.record(z.string(), z.unknown()).catch({}).parse(req.body)
      return reply.code(422).page(await listed(rooms, req, { values, errors }))
    }
    const id = await service.propose(db, doing(rooms, req), form.data)
    return reply.redirect(`${path}/${id}?done=proposed`, 303)
  })

  app.get(`${path}/:id`, { access }, async (req, reply) => reply.page(await shown(rooms, req, await one(rooms, req))))

  decideRoutes(app, rooms)
}

const decisions = {
  approve: 'approved',
  refuse: 'refused',
  withdraw: 'withdrawn',
  ask: 'asked',
  keep: 'kept',
  undo: 'undone',
} as const
const bare: readonly string[] = ['approved', 'kept'] // needs no reason

function decideRoutes(app: FastifyInstance, rooms: Rooms): void {
  for (const [verb, decision] of Object.entries(decisions))
    app.post(`${path}/:id/${verb}`, { access }, async (req, reply) => {
      const word = await one(rooms, req)
      const note = plainText(
        rooms.today(),
        bare.includes(decision) ? { most: 500 } : { missing: 'Enter why', most: 500 },
      )
      const form = readForm(z.object({ note }), req.body)
      if (!form.ok) return reply.code(422).page(await shown(rooms, req, word, form))
      const seen = { ...word, version: seenVersion(req.body) }
      await service.decide(rooms.db, doing(rooms, req), seen, decision, form.data.note)
      return reply.redirect(`${path}/${word.id}?done=${decision}`, 303)
    })
}

const doing = ({ today }: Rooms, { actor }: FastifyRequest) => ({ by: actor.email, today: today() })

async function wrongIn({ db }: Rooms, word: Parameters<typeof whyNot>[0]): Promise<FieldError[]> {
  const why = whyNot(word, await freshWords(db))
  if (why) return [why]
  return (await queries.same(db, word)) ? [{ field: 'phrase', text: queries.alreadyThere }] : []
}

async function listed({ db }: Rooms, req: FastifyRequest, typing?: Typing) {
  const words = await queries.list(db)
  const query = readQuery(wordsList, req.query)
  const found = arrange(wordsList, rowsOf(words), query)
  return showWords(words, { query, found }, doneOf(req.query, done), typing)
}

async function one({ db }: Rooms, req: FastifyRequest): Promise<queries.Word> {
  const ids = Ids.safeParse(req.params)
  const word = ids.success ? await queries.find(db, ids.data.id) : undefined
  if (!word) throw notFound('That word')
  return word
}

async function shown(rooms: Rooms, req: FastifyRequest, word: queries.Word, typed?: Typing) {
  const { question } = Question.parse(req.query ?? {})
  const why = word.state === 'proposed' ? whyNot(word, await freshWords(rooms.db)) : undefined
  const found = question === '' ? undefined : await tryWord(rooms, word, question)
  return showWord({
    ...{ word, question, found, typed, email: req.actor.email, why: why ? `${why.text}.` : '' },
    lines: new Map(linesIn(readHelp(rooms.pack)).map(({ id, name }) => [id, name])),
    said: doneOf(req.query, done),
  })
}
