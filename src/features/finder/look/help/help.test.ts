import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp } from '../../../../../test/support.ts'
import { writeSetting } from '../../../../platform/settings.ts'
import { sql } from '../../../../platform/sql.ts'
import { knockAll, knockAt } from './addresses.ts'
import { knocks } from './queries.ts'
import { corrected, correctionOf, propose } from './service.ts'
import { helpView, lineOf, linesIn, Phone, readHelp } from './words.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(() => it.close())

const line = {
  words: 'Someone to talk to.',
  phone: '0800 1111',
  hours: 'Any time',
  cost: '',
  text: '',
  chat: '',
  address: 'https://www.nspcc.org.uk',
}
const post = (who: Parameters<TestApp['ask']>[0], url: string, values: Record<string, string | number>) =>
  it.ask(who, { ...form(values), url })
const version = async () =>
  Number(/name="version" value="(\d+)"/.exec((await it.get('officer', '/help-lines/nspcc')).body)?.[1])

test('while nothing is listed the finder says so, sends nobody to another day, and leads to who helps', async () => {
  const { body } = await it.get('public', '/things-to-do')
  expect(body).toContain('Nothing is listed here yet')
  expect(body).not.toContain('Try another day')
  expect(body.slice(body.indexOf('id="results"'))).toContain('href="/help"')
})

describe('help lines', () => {
  test('officers and administrators put them right; nobody else does', async () => {
    for (const role of ['provider', 'young-assessor', 'borough-lead', 'analyst', 'director'] as const) {
      expect((await it.get(role, '/help-lines')).statusCode, role).toBe(403)
      expect((await post(role, '/help-lines/nspcc', { ...line, version: 0 })).statusCode, role).toBe(403)
      expect((await post(role, '/help-lines/nspcc/checked', { version: 0 })).statusCode, role).toBe(403)
    }
    expect((await it.get('public', '/help-lines')).statusCode).toBe(303)
    for (const role of ['officer', 'administrator'] as const)
      expect((await it.get(role, '/help-lines')).statusCode, role).toBe(200)
    expect((await it.get('officer', '/help-lines/nobody')).statusCode).toBe(404)
  })
  test('what nobody has checked says so once, quietly at the foot; what is not known is left out', async () => {
    const { body } = await it.get('public', '/help')
    expect(body).not.toContain('Not yet checked')
    expect(body.indexOf('shows no date')).toBeGreaterThan(body.lastIndexOf('tel:'))
    expect(body).not.toMatch(/<dt>(Cost|Text)<\/dt><dd>\s*<\/dd>/)
  })
  test('the page is there in Arabic too: what the pack says in it, and names as they are', async () => {
    const { body } = await it.get('public', '/help?lang=ar')
    expect(body).toContain('dir="rtl"')
    expect(body).toContain('المساعدة الآن')
    expect(body).toMatch(/tel:08001111/)
    expect(body).toMatch(/<h3 lang="en" dir="ltr">Childline</)
    expect(body).toMatch(/<span>الشرطة أو الإسعاف أو الإطفاء<\/span><\/a><p>[^<]*اضغط 55/)
    expect(body).not.toMatch(/Any time|For young people|If someone/)
    const danger = (await it.get('public', `/things-to-do?lang=ar&q=${encodeURIComponent('أبي يضربني')}`)).body
    expect(danger).toMatch(/اضغط 55[\s\S]*Childline<\/span><\/a><p>شخص تتحدث معه/)
    expect((await it.get('public', '/help?lang=x')).body).toContain('You do not have to sort this out')
  })
  test('a translation of what was put right since is not said any more', () => {
    const said = lineOf(readHelp({ id: 'demo' }), 'childline')
    const kept = { ...correctionOf(said), id: said.id, version: 1, checkedOn: null, words: 'Only by day.' }
    const shown = helpView(corrected(said, kept), 'ar')
    expect(shown).toMatchObject({ words: 'Only by day.', own: { words: false }, cost: 'مجاني' })
  })
  const waits = async () =>
    Number(/name="waits" value="(\d+)"/.exec((await it.get('officer', '/help-lines/nspcc')).body)?.[1])
  const asks = async (who: Parameters<TestApp['ask']>[0], over: Record<string, string>) =>
    post(who, '/help-lines/nspcc', { ...line, ...over, version: await version(), waits: await waits() })
  const decides = async (who: Parameters<TestApp['ask']>[0], verb: string, reason = '') => {
    const pages = [await it.get('administrator', '/help-lines/nspcc'), await it.get('officer', '/help-lines/nspcc')]
    const id = /changes\/(\d+)\/(?:approve|back)/.exec(pages.map(page => page.body).join(''))?.[1]
    return post(who, `/help-lines/nspcc/changes/${id}/${verb}`, { version: await version(), reason })
  }
  const told = async () => (await it.get('public', '/help')).body

  test('a change waits for a second person, who sees the difference; then it is public; “checked today” is said with its day; all is in the trail', async () => {
    const put = { phone: '0800 111 2222', text: '85258', chat: 'https://chat.example/now' }
    expect((await asks('officer', put)).headers.location).toBe('/help-lines/nspcc?done=sent')
    expect(await told()).not.toContain('08001112222')
    expect((await it.get('officer', '/help-lines/nspcc')).body).toContain('you wrote some of it')
    expect((await it.get('officer', '/help-lines')).body).toContain('A change waits to be approved')
    expect((await decides('officer', 'approve')).statusCode).toBe(403)
    expect((await it.get('administrator', '/week')).body).toContain('a change of the help line “nspcc”')
    expect((await it.get('officer', '/week')).body).not.toContain('a change of the help line')
    expect((await it.get('administrator', '/help-lines/nspcc')).body).toContain('<ins>0800 111 2222</ins>')
    for (const role of ['provider', 'young-assessor', 'borough-lead', 'analyst', 'director', 'public'] as const)
      for (const verb of ['approve', 'refuse', 'back'])
        expect([401, 403, 303]).toContain((await post(role, `/help-lines/nspcc/changes/1/${verb}`, {})).statusCode)
    expect(await told()).not.toContain('08001112222')
    expect((await decides('administrator', 'approve')).headers.location).toBe('/help-lines/nspcc?done=approved')
    expect(await told()).toContain('tel:08001112222')
    expect(await told()).toContain('https://chat.example/now')
    expect((await post('administrator', '/help-lines/nspcc/checked', { version: await version() })).statusCode).toBe(
      303,
    )
    expect(await told()).toContain('Checked on 22 November 2026')
    const trail = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where object = 'help-line/nspcc' order by id`,
    )
    expect(trail.map(row => row.what)).toEqual([
      'help-line.change-proposed',
      'help-line.change-approved',
      'help-line.corrected',
      'help-line.checked',
    ])
  })
  test('it is sent back with a reason; how to reach a line is put back by two, and is not “checked” then', async () => {
    await asks('administrator', { phone: '0800 111 3333', chat: 'https://chat.example/now', text: '85258' })
    expect((await decides('officer', 'refuse')).statusCode).toBe(422)
    expect((await decides('officer', 'refuse', 'Nobody answers there')).statusCode).toBe(303)
    expect((await it.get('administrator', '/help-lines/nspcc')).body).toContain('Nobody answers there')
    expect((await decides('administrator', 'back')).statusCode).toBe(422)
    expect((await decides('administrator', 'back', 'It rings out')).headers.location).toBe(
      '/help-lines/nspcc?done=asked',
    )
    expect(await told()).toContain('08001112222')
    expect((await decides('administrator', 'approve')).statusCode).toBe(403)
    expect((await decides('officer', 'approve')).headers.location).toBe('/help-lines/nspcc?done=approved')
    expect(await told()).not.toContain('08001112222')
    expect(await told()).not.toContain('Checked on 22 November')
  })
  test('its words are put back by one person with a reason, never by whoever wrote them', async () => {
    await asks('officer', {})
    await decides('administrator', 'approve')
    await post('administrator', '/help-lines/nspcc/checked', { version: await version() })
    await asks('administrator', { words: 'Ring when you like.' })
    expect((await decides('officer', 'approve')).statusCode).toBe(303)
    expect((await decides('officer', 'back', 'Mine was better')).statusCode).toBe(403)
    expect(await told()).toContain('Ring when you like.')
    expect((await decides('administrator', 'back', 'A slip')).headers.location).toBe('/help-lines/nspcc?done=back')
    expect(await told()).toContain('Someone to talk to.')
    expect(await told()).not.toContain('Ring when you like.')
    expect(await told()).toContain('Checked on 22 November')
  })
  test('a change that was asked for meanwhile is not written over', async () => {
    await asks('officer', { phone: '0800 111 4444' })
    const blind = { ...line, phone: '0800 111 5555', version: await version(), waits: 0 }
    expect((await post('administrator', '/help-lines/nspcc', blind)).statusCode).toBe(409)
    expect((await it.get('public', '/help')).body).not.toContain('08001114444')
  })
  test('who comes second is told, and loses nothing silently', async () => {
    expect((await post('officer', '/help-lines/nspcc', { ...line, version: 0 })).statusCode).toBe(409)
    expect((await post('officer', '/help-lines/nspcc/checked', { version: 1 })).statusCode).toBe(409)
  })
  test('the lines that stand first are the pack’s: nobody changes or empties 999 or Childline here, and “checked today” is still said', async () => {
    for (const id of ['emergency', 'childline', 'nhs-111']) {
      const answer = await post('administrator', `/help-lines/${id}`, { ...line, phone: '07700 900123', version: 0 })
      expect(answer.statusCode, id).toBe(403)
      const { body } = await it.get('officer', `/help-lines/${id}`)
      expect(body).toContain('changed in the pack alone')
      expect(body).not.toContain('name="phone"')
    }
    const words = readHelp({ id: 'demo' })
    const change = { id: 'childline', seen: 0, waits: 0, by: 'officer@x.example' }
    await expect(propose(it.db, words, change, { ...line, phone: '' })).rejects.toThrow('in the pack alone')
    expect((await post('officer', '/help-lines/childline/checked', { version: 0 })).statusCode).toBe(303)
    const { body } = await it.get('public', '/help')
    expect(body).toContain('tel:999')
    expect(body).toContain('tel:08001111')
  })
  test('what was written over such a line before it was locked does not stand', async () => {
    await it.db.run(sql`update help_lines set phone = '07700 900123' where id = 'childline'`)
    const { body } = await it.get('public', '/help')
    expect(body).not.toContain('07700')
    expect(body).toContain('tel:08001111')
  })
  test('no line loses a way to reach it', async () => {
    const answer = await post('officer', '/help-lines/nspcc', { ...line, address: '', version: await version() })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('id="address-error"')
    expect((await it.get('public', '/help')).body).toContain('https://www.nspcc.org.uk')
  })
  test('what cannot be rung or opened is refused beside its field', async () => {
    const bad = { ...line, words: '', phone: 'call us', chat: 'javascript:alert(1)', version: await version() }
    const { statusCode, body } = await post('officer', '/help-lines/nspcc', bad)
    expect(statusCode).toBe(422)
    for (const field of ['words', 'phone', 'chat']) expect(body).toContain(`id="${field}-error"`)
    expect(body).toContain('value="call us"')
  })
  test('a number that rings nowhere, for figures that were left out, is refused', async () => {
    for (const phone of ['0808 000', '12', '08008'])
      expect((await asks('officer', { phone })).statusCode, phone).toBe(422)
    for (const { phone = '111' } of linesIn(readHelp({ id: 'london' })))
      expect(Phone.safeParse(phone).success).toBe(true)
    for (const phone of ['116 123', '0808 800 5000', '020 7946 0000']) expect(Phone.safeParse(phone).success).toBe(true)
  })
  test('what nobody made sure of for three months stands in the week of those who look after lines, and of nobody else', async () => {
    const week = async (who: Parameters<TestApp['get']>[0]) =>
      /Make sure that (\d+) help lines still say.*?<p[^>]*>(.*?)<\/p>/s.exec((await it.get(who, '/week')).body)
    await writeSetting(it.db, 'pack', 'demo')
    const all = linesIn(readHelp({ id: 'demo' })).length
    const before = Number((await week('officer'))?.[1])
    expect([before > 0 && before < all, Number((await week('administrator'))?.[1])]).toEqual([true, before])
    await it.db.run(sql`update help_lines set checked_on = '2026-07-01' where id = 'childline'`)
    expect((await week('officer'))?.[1]).toBe(String(before + 1))
    expect((await week('officer'))?.[2]).toContain('1 last checked over three months ago')
    expect(await week('analyst')).toBeNull()
  })
})

describe('knocking at addresses once a week', () => {
  const lines = linesIn(readHelp({ id: 'demo' }))
  test('who did not answer is told to officers, and stays on the page', async () => {
    const result = await knockAll(it.db, lines, async address => !address.includes('refuge'))
    expect(result).toMatchObject({ silent: 1 })
    expect((await it.get('officer', '/help-lines')).body).toContain('https://www.refuge.org.uk did not answer')
    expect((await it.get('public', '/help')).body).toContain('https://www.refuge.org.uk')
    expect((await it.get('officer', '/week')).body).toContain('See why https://www.refuge.org.uk')
  })
  test('what leads into a private network is not asked', async () => {
    for (const address of ['https://127.0.0.1/', 'https://localhost/', 'https://169.254.169.254/latest'])
      expect(await knockAt(address), address).toBe(undefined)
  })
  test('without a way out nothing is said of anybody', async () => {
    expect(await knockAll(it.db, lines, async () => undefined)).toEqual({ looked: 0, silent: 0 })
    expect((await knocks(it.db)).every(knock => knock.answered === null)).toBe(true)
    expect((await it.get('officer', '/help-lines')).body).toContain('Not looked at')
  })
})
