// Large answers, compressed as the asker takes them.
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Compressed once for as long as this very object is kept. */
interface Packable {
  text: string
}

const squeezers = {
  br: (text: string) =>
    promisify(brotliCompress)(Buffer.from(text), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
    }),
  gzip: (text: string) => promisify(gzip)(Buffer.from(text), { level: 9 }),
}
type Encoding = keyof typeof squeezers

const kept = new WeakMap<Packable, Map<Encoding, Promise<Buffer>>>()

/** Compressed once for all askers, away from the web thread. */
function squeezed(set: Packable, encoding: Encoding): Promise<Buffer> {
  const done = kept.get(set) ?? new Map<Encoding, Promise<Buffer>>()
  kept.set(set, done)
  const body = done.get(encoding) ?? squeezers[encoding](set.text)
  done.set(encoding, body)
  return body
}

/** A text in the best encoding the asker takes. For an answer made anew each time allow gzip alone: brotli at its best takes half a second. */
export async function packed(
  set: Packable,
  accepted = '',
  allowed: readonly Encoding[] = ['br', 'gzip'],
): Promise<{ encoding: Encoding | ''; body: Buffer | string }> {
  const encoding = allowed.find(one => new RegExp(`\\b${one}\\b`).test(accepted)) ?? ''
  return encoding === '' ? { encoding, body: set.text } : { encoding, body: await squeezed(set, encoding) }
}
