import { expect, test } from 'vitest'
import { openTerminalLog } from './log.ts'

test('at a terminal a failure is one line of words, without what was asked for in the address', () => {
  const said: string[] = []
  const log = openTerminalLog(text => said.push(text))
  log.info('Server listening at http://127.0.0.1:3000')
  log.error({ err: new Error('The database went away'), url: '/places?q=Mill+Lane' }, 'request failed')
  log.warn('disk nearly full')
  expect(said).toEqual(['Request failed (/places): The database went away', 'Disk nearly full'])
})
