// The demonstration's own feeds, served and walked as others would: by the official validators, and past both clock changes.
import { existsSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkFeed, checkModel, dataOf, type Found, feedsOf, usualList } from '../../scripts/feeds/active.ts'
import { readSchemas } from '../../scripts/feeds/schemas.ts'
import { walk } from '../../scripts/feeds/sequence.ts'
import { fromUrl } from '../../scripts/feeds/source.ts'
import { createApp } from '../../src/app.ts'
import { organisationFor, plant, refuge, secrets } from '../../src/features/finder/feeds-out/testing.ts'
import { openLog } from '../../src/platform/log.ts'
import { readPack } from '../../src/platform/pack.ts'
import { openBench } from '../../src/platform/work.ts'
import { openTestStore, type TestStore, today } from '../support.ts'

let [store, address]: [TestStore | undefined, string] = [undefined, '']
let app: FastifyInstance | undefined
const bench = openBench()

async function freePort(): Promise<number> {
  const probe = Fastify()
  const { port } = new URL(await probe.listen({ port: 0, host: '127.0.0.1' }))
  await probe.close()
  return Number(port)
}

beforeAll(async () => {
  const kept = await openTestStore('demo')
  store = kept
  const organisationId = await organisationFor(kept.db)
  await plant(kept.db, { organisationId, today })
  await plant(kept.db, { organisationId, today, kind: 'support', body: refuge })
  const port = await freePort()
  address = `http://127.0.0.1:${port}`
  app = createApp({
    ...{ db: kept.db, pack: readPack('demo'), log: openLog('fatal'), bench, today: () => today, secure: false },
    publicAddress: address,
  })
  await app.listen({ port, host: '127.0.0.1' })
})
afterAll(async () => {
  await app?.close()
  await bench.close()
  await store?.close()
})

const wrongOf = (found: readonly Found[]) => [
  ...new Set(found.filter(({ severity }) => severity === 'failure').map(each => `${each.path} ${each.type}`)),
]

const schemas = readSchemas()

describe.skipIf(!schemas)('Open Referral UK', () => {
  test.each(['', '/strict'])(
    'nothing fails in %s, officially or by our own checks, and no refuge is told',
    async below => {
      const source = fromUrl(`${address}/api/open-referral${below}`)
      const { asked, findings } = await walk({
        source,
        validate: schemas ?? (() => []),
        hidden: secrets,
        anywhere: true,
      })
      expect(asked).toBeGreaterThan(40)
      expect([...new Set(findings.map(each => `${each.where} ${each.what}`))].slice(0, 20)).toEqual([])
    },
  )
})

describe.skipIf(!existsSync(usualList))('OpenActive', () => {
  test('every feed of the dataset site passes both official validators', async () => {
    const feeds = await feedsOf(`${address}/api/openactive`)
    expect(feeds).toHaveLength(2)
    for (const feed of feeds) {
      const failed = wrongOf(await checkFeed(feed))
      expect(failed, feed).toEqual([])
      const data = await dataOf(feed)
      expect(data.length).toBeGreaterThan(5)
      const some = data.filter((_, i) => i % Math.ceil(data.length / 60) === 0)
      const wrong = wrongOf(await checkModel(some, usualList))
      expect(wrong, feed).toEqual([])
      for (const secret of secrets) expect(JSON.stringify(data)).not.toContain(secret)
    }
  })
})
