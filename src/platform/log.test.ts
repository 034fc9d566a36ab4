import { expect, test } from 'vitest'
import { form } from '../../test/support.ts'
import { anyone, createWeb } from './http.ts'
import { openLog, openTerminalLog } from './log.ts'

test('at a terminal a failure is one line of words, without what was asked for in the address', () => {
  const said: string[] = []
  const log = openTerminalLog(text => said.push(text))
  log.info('Server listening at http://127.0.0.1:3000')
  log.error({ err: new Error('The database went away'), url: '/places?q=Mill+Lane' }, 'request failed')
  log.warn('disk nearly full')
  expect(said).toEqual(['Request failed (/places): The database went away', 'Disk nearly full'])
})

test('no cookie, form, sign-in link or value the database complained of reaches the log', async () => {
  const lines: string[] = []
  const log = openLog('info', { write: text => void lines.push(text) })
  const secret = 'hidden-jewel-4711-0123456789-abcdefghijklmn'
  log.error({ req: { headers: { cookie: secret, authorization: secret }, body: { email: secret } } }, 'asked')
  log.error(
    { err: Object.assign(new Error('duplicate key'), { detail: `Key (email)=(${secret})`, where: secret }) },
    'kept',
  )
  const app = createWeb({
    log,
    identify: async () => anyone,
    accessWords: new Set(['public']),
    allows: () => true,
    render: () => '',
    exported: async () => {},
  })
  app.post('/sign-in/:token', { access: 'public' }, async () => {
    throw new Error('The database went away')
  })
  const answer = await app.inject({ ...form({ code: secret }), url: `/sign-in/${secret}` })
  await app.close()
  expect(answer.statusCode).toBe(500)
  const written = lines.join('')
  expect(written).toContain('The database went away')
  expect(written).not.toContain(secret)
})
