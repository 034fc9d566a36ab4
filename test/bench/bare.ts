// The framework and nothing else, answering the bytes it was given: bare.ts PAGES.json PORT.
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'
import { z } from 'zod'

const [file = '', port = '0'] = process.argv.slice(2)
const pages = z
  .array(z.object({ path: z.string(), type: z.string(), body: z.string() }))
  .parse(JSON.parse(readFileSync(file, 'utf8')))
const app = Fastify()
for (const { path, type, body } of pages) app.get(path, async (_req, reply) => reply.type(type).send(body))
await app.listen({ port: Number(port), host: '127.0.0.1' })
