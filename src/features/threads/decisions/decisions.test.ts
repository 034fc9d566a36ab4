import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { addDays, dayWords, londonDay } from '../../../lib/dates.ts'
import { sql } from '../../../platform/sql.ts'
import { roles } from '../../people/index.ts'
import { findRecord, keep } from '../index.ts'
import * as corrections from './corrections.ts'
import * as queries from './queries.ts'

let it: TestApp
let ward = ''
let borough = ''
let prompts: string[] = []
beforeAll(async () => {
  it = await openTestApp('demo')
  const { body } = await it.get('officer', '/decisions/new?kind=place')
  prompts = [...body.matchAll(/name="(principle-[^"]+)"/g)].map(found => found[1] ?? '')
  const found = await it.get('officer', '/signals.csv')
  ward = /"?(X05\d{6})/.exec(found.body)?.[1] ?? ''
  const row = await it.db.one(
    z.object({ code: z.string() }),
    sql`select b.code from places p join places b on b.id = p.borough_id where p.code = ${ward}`,
  )
  borough = row.code
})
afterAll(() => it.close())

const filled = () => ({
  kind: 'place',
  question: 'Which place do we work in next?',
  place: ward,
  context: 'Violence stayed high here for three years.',
  option1: 'Work here for three years',
  weigh1: 'People ask for it. It costs more.',
  option2: 'Do nothing',
  weigh2: 'It may fall by itself.',
  strength: 'A strong parents’ network',
  investment: 'One youth club',
  dissent: 'Nobody',
  equality: 'Girls are reached less; a session of their own is planned.',
  publicPart: 'We will work here for three years.',
  confidentialPart: 'The lease of the hall is being talked about.',
  version: '1',
  ...Object.fromEntries(prompts.map(name => [name, 'We asked the young people’s group.'])),
})
const post = (who: Parameters<TestApp['ask']>[0], url: string, values: Record<string, string> = {}) =>
  it.ask(who, { url, ...form(values) })
const idOf = (answer: { headers: Record<string, unknown> }) =>
  Number(/\/decisions\/(\d+)/.exec(String(answer.headers.location))?.[1])
const opened = async (more: Record<string, string> = {}) =>
  idOf(await post('officer', '/decisions', { ...filled(), ...more }))
const versionOf = async (id: number) => String((await queries.find(it.db, id))?.version)
const propose = async (who: Parameters<TestApp['ask']>[0], id: number) =>
  post(who, `/decisions/${id}/propose`, { version: await versionOf(id) })
const verdict = {
  chosen: '0',
  reason: 'Three years high, and people ask for it.',
  publicPart: 'We will work here.',
  reviewOn: '',
}
const decideIt = async (id: number, more: Record<string, string> = {}) =>
  post('director', `/decisions/${id}/decide`, { ...verdict, version: await versionOf(id), ...more })
const proposed = async (more: Record<string, string> = {}) => {
  const id = await opened(more)
  expect((await propose('officer', id)).statusCode).toBe(303)
  return id
}
const audited = async (id: number) =>
  JSON.stringify(
    await it.db.many(
      z.object({ what: z.string(), detail: z.unknown() }),
      sql`select what, detail from audit where object = ${`decision/${id}`}`,
    ),
  )
const signedInLongAgo = (role: string, hours: number) =>
  it.db.run(sql`update sessions set authenticated_at = now() - ${hours} * interval '1 hour'
    where account_id = (select id from accounts where email = ${`${role}@tests.example`})`)

describe('a decision from draft to review', () => {
  test('is drafted by an officer, put to the director with the panel of measures, decided by the director, and dated for review', async () => {
    const id = await proposed()
    const waiting = await queries.find(it.db, id)
    const lines = waiting?.panel?.lines ?? []
    const abuse = lines.find(line => line.measure.startsWith('Domestic abuse, in '))
    expect(abuse).toMatchObject({
      value: expect.stringContaining('95% interval'),
      source: expect.stringMatching(/./),
      note: expect.stringContaining('The borough’s figure.'),
    })
    expect(abuse?.source).not.toContain('Shown to')
    expect(lines.find(line => line.measure === 'Deprivation')?.period).toMatch(/^\d{4}$/)
    expect(lines.filter(line => line.value === 'Not loaded yet for this place').map(line => line.measure)).toEqual([
      'Knife injury',
      'Hospital attendances after assault',
      'What young people say: feeling safe',
      'What is on for young people',
    ])
    expect(waiting?.panel?.lines[0]).toMatchObject({
      measure: 'Violence with injury',
      period: expect.stringContaining('12 months to'),
    })
    const answer = await decideIt(id)
    expect(answer.statusCode).toBe(303)
    expect((await queries.reviews(it.db, id)).map(review => review.dueOn)).toEqual(['2027-11-22', '2028-05-22'])
    expect(await findRecord(it.db, `decision/${id}`)).toMatchObject({
      state: 'decided',
      dueOn: '2027-11-22',
      places: [ward, borough],
    })
    const { body } = await it.get('director', `/decisions/${id}`)
    for (const words of ['Chosen', 'Three years high', 'Review after 12 months', 'Confidential part'])
      expect(body).toContain(words)
    const review = (await queries.reviews(it.db, id))[0]?.id
    await post('officer', `/decisions/${id}/reviews/${review}`, {
      result: 'go on',
      note: 'The evenings are full and the walk home is quieter.',
      early: 'yes',
    })
    expect(await findRecord(it.db, `decision/${id}`)).toMatchObject({ dueOn: '2028-05-22' })
  })

  test('whoever prepared it does not decide it, a director neither', async () => {
    const id = idOf(await post('director', '/decisions', { ...filled(), kind: 'general' }))
    expect((await propose('director', id)).statusCode).toBe(303)
    const own = await decideIt(id)
    expect(own.statusCode).toBe(403)
    expect(own.body).toContain('A second person must do this')
    await expect(
      it.db.run(
        sql`update decisions set decided_by = prepared_by, decided_on = ${today}, status = 'decided', reason = 'x', chosen = 0 where id = ${id}`,
      ),
    ).rejects.toThrow('check')
  })

  test('it cannot be put to the director while something is missing, and says what', async () => {
    const id = idOf(await post('officer', '/decisions', { kind: 'place', question: 'Where next?' }))
    const { body } = await it.get('officer', `/decisions/${id}`)
    for (const words of ['Enter at least two options', 'Choose the place', 'Enter the equality note'])
      expect(body).toContain(words)
    expect((await propose('officer', id)).statusCode).toBe(409)
  })

  test('what was typed stays when something is wrong; text that tells who a person is is refused', async () => {
    const wrong = await post('officer', '/decisions', { ...filled(), question: '', context: 'Kept words' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Enter the question to be decided')
    expect(wrong.body).toContain('Kept words')
    const people = await post('officer', '/decisions', { ...filled(), weigh1: 'Ring 07700 900123' })
    expect(people.statusCode).toBe(422)
    expect(people.body).toContain('a phone number')
    const nowhere = await post('officer', '/decisions', { ...filled(), place: 'Nowhere at all' })
    expect(nowhere.body).toContain('No one place has this name')
  })

  test('two people who edit at once do not undo one another', async () => {
    const id = await opened()
    const first = { ...filled(), version: String((await queries.find(it.db, id))?.version) }
    expect((await post('officer', `/decisions/${id}/edit`, { ...first, context: 'First' })).statusCode).toBe(303)
    const second = await post('analyst', `/decisions/${id}/edit`, { ...first, context: 'Second' })
    expect(second.statusCode).toBe(409)
    expect(second.body).toContain('Somebody saved this decision while you were writing')
    expect(second.body).toContain('>Second</textarea>')
    expect((await queries.find(it.db, id))?.context).toBe('First')
  })

  test('it is linked to what it is because of, by address, and the thread tells the story', async () => {
    await keep(
      it.db,
      {
        key: 'question/900001',
        title: 'What changed in this ward?',
        href: '/questions/900001',
        places: [ward, borough],
      },
      { by: 'tests', today: addDays(today, -3) },
    )
    const id = await opened()
    const links = `/threads/decision/${id}/links`
    expect((await it.get('officer', `/decisions/${id}`)).body).toContain(`href="${links}"`)
    await post('officer', links, { side: 'because', key: '/questions/900001' })
    expect((await it.get('officer', `/decisions/${id}`)).body).toContain('What changed in this ward?')
    const { body } = await it.get('officer', `/threads/decision/${id}`)
    expect(body.indexOf('What changed in this ward?')).toBeLessThan(body.lastIndexOf('Which place do we work in next?'))
    expect((await post('officer', links, { side: 'because', key: '/nothing/1' })).statusCode).toBe(422)
  })
})

describe('who sees and does what', () => {
  test('each role', async () => {
    const id = await opened()
    const seen = { officer: 200, analyst: 200, director: 200 }
    for (const role of roles) {
      const wanted = Object.entries(seen).find(([who]) => who === role)?.[1]
      const answers = {
        page: (await it.get(role, `/decisions/${id}`)).statusCode,
        list: (await it.get(role, '/decisions')).statusCode,
      }
      if (wanted) expect(answers, role).toEqual({ page: 200, list: 200 })
      else expect([303, 403, 404], role).toContain(answers.page)
      if (!['officer', 'analyst', 'director'].includes(role))
        expect([303, 401, 403, 404], role).toContain((await post(role, `/decisions/${id}/edit`, filled())).statusCode)
      if (role !== 'director')
        expect([303, 401, 403], role).toContain(
          (await post(role, `/decisions/${id}/decide`, { chosen: '0', reason: 'x' })).statusCode,
        )
    }
  })

  test('a borough lead reads the public part of their own borough’s decisions, and finds nothing of another’s', async () => {
    const id = await opened()
    const own = await it.get(`borough-lead:${borough}`, `/decisions/${id}`)
    expect(own.statusCode).toBe(200)
    expect(own.body).toContain('We will work here for three years.')
    const pages = [
      own.body,
      ...(await Promise.all(
        ['/threads', '/threads.csv', `/threads/decision/${id}`, '/week', '/search?words=place', '/calendar'].map(
          async page => (await it.get(`borough-lead:${borough}`, page)).body,
        ),
      )),
    ]
    for (const hidden of [
      'lease of the hall',
      'parents’ network',
      'It may fall by itself',
      'Guiding principles',
      'stayed high',
    ])
      for (const body of pages) expect(body, hidden).not.toContain(hidden)
    expect(await findRecord(it.db, `decision/${id}`)).toMatchObject({ because: 'We will work here for three years.' })
    const other = `borough-lead:${borough === 'X09000001' ? 'X09000002' : 'X09000001'}` as const
    expect((await it.get(other, `/decisions/${id}`)).statusCode).toBe(404)
    expect((await it.get(other, `/threads/decision/${id}`)).statusCode).toBe(404)
    for (const page of ['/decisions', '/decisions.csv', '/threads', '/threads.csv'])
      expect((await it.get(other, page)).body, page).not.toContain('Which place do we work in next?')
  })

  test('whoever saved its words does not decide it, though somebody else proposed it', async () => {
    const id = await opened()
    const edit = { ...filled(), option1: 'What the director would like', version: await versionOf(id) }
    expect((await post('director', `/decisions/${id}/edit`, edit)).statusCode).toBe(303)
    expect((await propose('officer', id)).statusCode).toBe(303)
    const own = await decideIt(id)
    expect(own.statusCode).toBe(403)
    expect(own.body).toContain('A second person must do this')
    expect((await queries.find(it.db, id))?.status).toBe('proposed')
    await expect(
      it.db.run(
        sql`update decisions set decided_by = edited_by[2], decided_on = ${today}, status = 'decided', reason = 'x', chosen = 0 where id = ${id}`,
      ),
    ).rejects.toThrow('check')
  })

  test('an option is chosen among those that were read: after a change meanwhile it is chosen anew, and the words stay', async () => {
    const id = await proposed()
    const old = await versionOf(id)
    expect((await it.get('director', `/decisions/${id}/decide`)).body).toContain(`name="version" value="${old}"`)
    const words = { ...verdict, reason: 'Typed for a quarter of an hour', version: old }
    await post('director', `/decisions/${id}/send-back`, { reason: 'Swap them' })
    const back = await post('director', `/decisions/${id}/decide`, words)
    expect(back.statusCode).toBe(409)
    for (const kept of ['not waiting to be decided any more', 'Typed for a quarter of an hour'])
      expect(back.body).toContain(kept)
    const { option1, option2, weigh1, weigh2, ...rest } = filled()
    const swapped = { ...rest, option1: option2, weigh1: weigh2, option2: option1, weigh2: weigh1 }
    await post('officer', `/decisions/${id}/edit`, { ...swapped, version: await versionOf(id) })
    await propose('officer', id)
    const answer = await post('director', `/decisions/${id}/decide`, words)
    expect(answer.statusCode).toBe(409)
    for (const kept of ['Read the options again', 'Typed for a quarter of an hour']) expect(answer.body).toContain(kept)
    expect(answer.body).not.toMatch(/type="radio"[^>]* checked/)
    expect((await queries.find(it.db, id))?.status).toBe('proposed')
    expect((await decideIt(id, { chosen: '' })).statusCode).toBe(422)
    expect((await decideIt(id, { chosen: '1' })).statusCode).toBe(303)
    expect((await queries.find(it.db, id))?.chosen).toBe(1)
  })

  test('the confidential part asks for a recent sign-in and comes back to the page; the rest does not', async () => {
    const id = await proposed()
    const open = await opened({ confidentialPart: '' })
    const draft = await opened()
    await it.get('director', '/decisions')
    await it.get('officer', '/decisions')
    await signedInLongAgo('director', 3)
    await signedInLongAgo('officer', 3)
    for (const [who, url] of [
      ['director', `/decisions/${id}`],
      ['director', `/decisions/${id}/decide`],
      ['officer', `/decisions/${id}`],
      ['officer', `/decisions/${draft}/edit`],
    ] as const) {
      const answer = await it.get(who, url)
      expect(answer.headers.location, url).toBe(`/sign-in/again?next=${encodeURIComponent(url)}`)
      expect(answer.body, url).not.toContain('lease of the hall')
    }
    expect((await it.get('officer', `/decisions/${open}`)).statusCode).toBe(200)
    expect((await it.get('officer', `/decisions/${open}/edit`)).statusCode).toBe(200)
    expect((await it.get('officer', '/decisions.csv')).body).not.toContain('lease of the hall')
    const small = await post('officer', `/decisions/${draft}/drop`, { reason: '' })
    expect(small.statusCode).toBe(422)
    expect(small.body).not.toContain('lease of the hall')
    expect(small.body).toContain('The confidential part is not shown')
    await it.db.run(sql`update sessions set authenticated_at = now()`)
    expect((await it.get('officer', `/decisions/${draft}/edit`)).body).toContain('lease of the hall')
  })

  test('each page that shows more than the public part is in the audit trail: the forms too', async () => {
    const id = await opened()
    const reads = async () => (await audited(id)).split('record.read').length - 1
    await it.get('analyst', `/decisions/${id}/edit`)
    expect(await reads()).toBe(1)
    await post('analyst', `/decisions/${id}/edit`, { question: '' })
    expect(await reads()).toBe(2)
    await it.get(`borough-lead:${borough}`, `/decisions/${id}`)
    expect(await reads()).toBe(2)
  })

  test('reasons, options and findings stay in the decision: the audit trail says only that there was one', async () => {
    const id = await proposed()
    await post('director', `/decisions/${id}/send-back`, { reason: 'The lease frightens the board' })
    expect((await it.get('officer', `/decisions/${id}`)).body).toContain('The lease frightens the board')
    await propose('officer', id)
    await decideIt(id)
    const review = (await queries.reviews(it.db, id))[0]?.id
    const found = { result: 'stop', note: 'Nobody came because the heating broke down.', early: 'yes' }
    expect((await post('officer', `/decisions/${id}/reviews/${review}`, found)).statusCode).toBe(303)
    const dropped = await opened()
    await post('officer', `/decisions/${dropped}/drop`, { reason: 'Overtaken by the landlord' })
    const trail = (await audited(id)) + (await audited(dropped))
    for (const words of ['frightens', 'Work here for three years', 'heating', 'landlord', 'Three years high'])
      expect(trail, words).not.toContain(words)
    for (const what of ['decision.sent-back', 'decision.decided', 'decision.dropped', 'decision.reviewed'])
      expect(trail).toContain(what)
    const lead = (await it.get(`borough-lead:${borough}`, `/decisions/${id}`)).body
    expect(lead).toContain('Done on 22 November 2026')
    for (const words of ['heating', 'stop', 'frightens']) expect(lead.split('<main')[1], words).not.toContain(words)
    const whole = (await it.get('officer', `/decisions/${id}`)).body
    for (const words of ['heating', 'Sent back on 22 November 2026 by the VRU director', '12 months early'])
      expect(whole).toContain(words)
  })

  test('what was decided wrongly is corrected beside its words, by one person with the agreement of another', async () => {
    const id = await proposed()
    expect((await post('officer', `/decisions/${id}/correct`, { part: 'public', words: 'x' })).statusCode).toBe(409)
    await decideIt(id)
    const empty = await post('officer', `/decisions/${id}/correct`, { words: '' })
    expect(empty.statusCode).toBe(422)
    expect(empty.body).toContain('Say which part is wrong')
    const words = 'It is two years, not three.'
    expect((await post('officer', `/decisions/${id}/correct`, { part: 'public', words })).statusCode).toBe(303)
    await post('officer', `/decisions/${id}/correct`, { part: 'rest', words: 'The hall has no lease.' })
    const [first, second] = await corrections.list(it.db, id)
    expect((await it.get(`borough-lead:${borough}`, `/decisions/${id}`)).body).not.toContain(words)
    const own = await post('officer', `/decisions/${id}/corrections/${first?.id}`, { agree: 'yes' })
    expect(own.statusCode).toBe(403)
    expect((await it.get('analyst', `/decisions/${id}`)).body).toContain('waits for a second person')
    await post('analyst', `/decisions/${id}/corrections/${first?.id}`, { agree: 'yes' })
    await post('analyst', `/decisions/${id}/corrections/${second?.id}`, { agree: 'yes' })
    expect((await post('analyst', `/decisions/${id}/corrections/${first?.id}`, { agree: 'no' })).statusCode).toBe(409)
    const lead = (await it.get(`borough-lead:${borough}`, `/decisions/${id}`)).body
    expect(lead).toContain(words)
    expect(lead).toContain('We will work here.')
    expect(lead).not.toContain('The hall has no lease.')
    expect(await audited(id)).not.toContain('two years')
  })

  test('the director opens it again with a reason: what was decided is kept, and it can be decided anew', async () => {
    const id = await proposed()
    await decideIt(id)
    await post('officer', `/decisions/${id}/correct`, { part: 'public', words: 'For two years, that is.' })
    expect((await post('officer', `/decisions/${id}/reopen`, { reason: 'x' })).statusCode).toBe(403)
    expect((await post('director', `/decisions/${id}/reopen`, { reason: '' })).statusCode).toBe(422)
    expect((await post('director', `/decisions/${id}/reopen`, { reason: 'The hall burned down' })).statusCode).toBe(303)
    expect(await queries.find(it.db, id)).toMatchObject({ status: 'draft', chosen: null, reason: '', decidedBy: null })
    expect(await queries.reviews(it.db, id)).toEqual([])
    const { body } = await it.get('officer', `/decisions/${id}`)
    expect(await corrections.list(it.db, id)).toEqual([])
    for (const words of [
      'Opened again on',
      'The hall burned down',
      'For two years, that is.',
      'Three years high',
      'Work here for three years',
    ])
      expect(body).toContain(words)
    const lead = (await it.get(`borough-lead:${borough}`, `/decisions/${id}`)).body
    expect(lead).not.toContain('burned down')
    await propose('officer', id)
    expect((await decideIt(id, { chosen: '1' })).statusCode).toBe(303)
    expect((await queries.find(it.db, id))?.chosen).toBe(1)
  })

  test('a review needs a sentence, and one a month or more early is confirmed', async () => {
    const id = await proposed()
    await decideIt(id)
    const review = (await queries.reviews(it.db, id))[0]?.id
    const tried = await post('officer', `/decisions/${id}/reviews/${review}`, { result: 'go on', note: 'ok' })
    expect(tried.statusCode).toBe(422)
    for (const words of ['in at least a sentence', 'It is due in 12 months', `id="review-${review}-early"`])
      expect(tried.body).toContain(words)
  })

  test('it is found by what it is for: its aims, levels, ages and times stand in its line', async () => {
    const id = await opened({
      areas: 'communities-and-place',
      aims: 'o3-lights',
      preventionLevel: 'secondary',
      journeyStage: 'stage-education',
      contextLevel: 'level-peers',
      ageBand: '10-14',
      timeBand: 'after-school',
    })
    expect(await findRecord(it.db, `decision/${id}`)).toMatchObject({
      areas: ['communities-and-place', 'o3-lights'],
      preventionLevel: 'secondary',
      journeyStage: 'stage-education',
      contextLevel: 'level-peers',
      ageBand: '10-14',
      timeBand: 'after-school',
    })
    const { body } = await it.get('officer', `/decisions/${id}`)
    for (const words of ['Lights mended within two days', 'Secondary: early', 'At school', 'Weekdays, 3pm to 7pm'])
      expect(body).toContain(words)
    expect((await it.get('officer', '/framework/o3-lights')).body).toContain('Which place do we work in next?')
    const unknown = await opened({ ageBand: 'old', aims: 'none' })
    expect(await queries.find(it.db, unknown)).toMatchObject({ ageBand: null, aims: [] })
  })

  test('somebody to whom no decision is open is not told that there is none', async () => {
    const nowhere = await it.get('provider', '/decisions')
    expect(nowhere.body).toContain('No decision is open to you yet.')
    expect(nowhere.body).not.toContain('No decision has been opened yet')
  })

  test('a small form that cannot be read comes back on its page with its words, its error and a link to it', async () => {
    const id = await proposed()
    const long = 'Rather long. '.repeat(500)
    for (const [who, path, field, body, error] of [
      ['director', 'send-back', 'back-reason', { reason: '' }, 'Enter what is missing'],
      ['officer', 'drop', 'drop-reason', { reason: long }, 'This must be 5,000 characters or fewer'],
    ] as const) {
      const answer = await post(who, `/decisions/${id}/${path}`, { ...body })
      expect(answer.statusCode, path).toBe(422)
      expect(answer.body).toContain(`href="#${field}"`)
      expect(answer.body).toContain(`id="${field}-error"`)
      expect(answer.body).toContain(error)
      expect(answer.body).toContain(Object.values(body)[0])
    }
  })

  test('the history says what was done and by whom in words, with nobody’s address', async () => {
    const id = await opened()
    const { body } = await it.get('director', `/decisions/${id}`)
    const history = body.split('History</h2>')[1] ?? ''
    const { at } = await it.db.one(
      z.object({ at: z.coerce.date() }),
      sql`select min(at) as at from audit where object = ${`decision/${id}`}`,
    )
    expect(history).toContain(`Opened, ${dayWords(londonDay(at))}`)
    expect(history).toContain('VRU officer')
    expect(history).not.toMatch(/@|thread\.|decision\./)
  })

  test('an administrator opens none, and each whole reading is in the audit trail', async () => {
    const id = await opened()
    expect((await it.get('administrator', `/decisions/${id}`)).statusCode).toBeGreaterThanOrEqual(403)
    await it.get('analyst', `/decisions/${id}`)
    const read = await it.db.many(
      z.object({ who: z.string() }),
      sql`select who from audit where object = ${`decision/${id}`} and what = 'record.read'`,
    )
    expect(read).toEqual([{ who: 'analyst@tests.example' }])
  })

  test('any body is answered, never with a fault of ours', async () => {
    const id = await opened()
    const bodies: Record<string, string>[] = [
      {},
      { chosen: '99', reason: 'x' },
      { chosen: '-1', reason: '' },
      { chosen: 'NaN', reviewOn: '2026-99-99', reason: 'x'.repeat(6_000) },
      { version: '99999999999999999999', question: 'x' },
      { areas: '\u0000', question: 'A\u0000B' },
      { version: '99999999999', question: 'x' },
      { version: '-1', kind: 'x', contextLevel: 'x'.repeat(2_000), option1: `${'x'.repeat(1_999)}😀😀` },
    ]
    const odd = [
      '{"option1":{"toString":1},"question":"x","because":[{"toString":1}],"version":{}}',
      '{"question":"x","option1":"\\ud800","weigh1":"\\udc00","areas":[["x"]],"principle-x":"\\ud800"}',
      '{"reason":{"toString":1},"key":{"toString":1},"chosen":{"toString":1},"note":"\\ud800"}',
      '[1]',
      'null',
    ]
    for (const path of [
      '',
      `/${id}/edit`,
      `/${id}/decide`,
      `/${id}/drop`,
      `/${id}/send-back`,
      `/${id}/propose`,
      `/${id}/reviews/1`,
      `/${id}/reviews/abc`,
      `/${id}/reviews/99999999999`,
      '/99999999999/edit',
      '/99999999999/drop',
      '/1e3/drop',
    ]) {
      for (const payload of odd)
        for (const role of ['officer', 'director'] as const)
          expect(
            (
              await it.ask(role, {
                method: 'POST',
                url: `/decisions${path}`,
                headers: { 'content-type': 'application/json' },
                payload,
              })
            ).statusCode,
            `${path} ${payload}`,
          ).toBeLessThan(500)
      for (const body of bodies)
        for (const role of ['officer', 'director'] as const)
          expect(
            (await post(role, `/decisions${path}`, body)).statusCode,
            `${path} ${JSON.stringify(body).slice(0, 60)}`,
          ).toBeLessThan(500)
    }
    for (const url of [
      '/decisions/99999999999',
      '/decisions/0',
      '/decisions/1e3',
      '/decisions/-1/edit',
      '/decisions/x/decide',
    ])
      expect((await it.get('director', url)).statusCode, url).toBe(404)
    expect((await it.get('officer', '/decisions/new?because=a&because=b&kind=x&place=%ED%A0%80')).statusCode).toBe(200)
  })
})
