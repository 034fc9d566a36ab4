import Fastify, { type FastifyBaseLogger } from 'fastify'
import { expect, test } from 'vitest'
import { openLog } from '../../../platform/log.ts'
import { feeds } from './door.ts'

test('what somebody looked for stands in no log when it fails here', async () => {
  const lines: string[] = []
  const loggerInstance: FastifyBaseLogger = openLog('error', { write: text => void lines.push(text) })
  const app = Fastify({ loggerInstance })
  feeds(app, '/api/x', api => {
    api.get('/services', { access: 'public' }, async () => {
      throw new Error('no database')
    })
  })
  const answer = await app.inject('/api/x/services?search=domestic+abuse&postcode=SW9+8JG')
  expect(answer.statusCode).toBe(500)
  expect(lines.join('')).toContain('/api/x/services')
  expect(lines.join('')).not.toMatch(/domestic|SW9/)
  await app.close()
})
