// A posted form with a file: fields first, the file written to disk as it comes.
import type { FastifyRequest } from 'fastify'
import { bytes as bytesWords } from '../../../lib/words.ts'
import type { FieldError } from '../../../platform/form.ts'
import { mostBytes, plainFileName } from './rules.ts'
import { keep, remove } from './store.ts'

export interface Sent {
  fields: Record<string, string>
  file: { path: string; name: string; bytes: number } | null
  errors: FieldError[]
}

const choose = (text: string): FieldError => ({ field: 'file', text })

/** Reads the parts of an upload. A file too large, empty or missing becomes an error beside its field, and nothing of it stays. */
export async function readUpload(req: FastifyRequest, folder: string | undefined, most = mostBytes): Promise<Sent> {
  const sent: Sent = { fields: {}, file: null, errors: [] }
  if (!req.isMultipart()) return { ...sent, errors: [choose('Choose a file')] }
  // The types do not know that a request may say this too; without it a file too large would end the request.
  const options = {
    limits: { fileSize: most, files: 1, fields: 20, parts: 25, fieldSize: 20_000 },
    throwFileSizeLimit: false,
  }
  const parts = req.parts(options)
  try {
    for await (const part of parts) {
      if (part.type === 'field') sent.fields[part.fieldname] = typeof part.value === 'string' ? part.value : ''
      else if (part.fieldname !== 'file' || sent.file) part.file.resume()
      else {
        const kept = await keep(folder, part.file)
        sent.file = { ...kept, name: plainFileName(part.filename ?? '') }
        if (part.file.truncated) sent.errors.push(choose(tooLarge(most)))
      }
    }
  } catch (error) {
    remove(sent.file?.path ?? null)
    throw error
  }
  return checked(sent)
}

const tooLarge = (most: number) =>
  `The file must be smaller than ${bytesWords(most)}. Split it by year and send the parts, or import it on the machine that runs Upstream: npm run -s upstream -- import FILE --as FORMAT`

function checked(sent: Sent): Sent {
  const { file, errors } = sent
  if (errors.length === 0 && (!file || (file.bytes === 0 && file.name === ''))) errors.push(choose('Choose a file'))
  else if (errors.length === 0 && file?.bytes === 0)
    errors.push(choose('The file is empty. Choose one with rows in it'))
  if (errors.length === 0) return sent
  remove(file?.path ?? null)
  return { ...sent, file: null }
}
