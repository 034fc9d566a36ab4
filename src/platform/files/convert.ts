// Writes a file again as UTF-8 with LF line ends and no mark.

import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'

/** `encoding` is what the file is written in now. CR, CRLF and LF all become LF. */
export async function convert(from: string, to: string, encoding: 'utf-8' | 'windows-1252'): Promise<void> {
  const decoder = new TextDecoder(encoding) // takes a byte order mark away
  const out = createWriteStream(to)
  let endedWithCr = false
  for await (const chunk of createReadStream(from, { highWaterMark: 1 << 18 })) {
    const text = decoder.decode(chunk, { stream: true })
    if (text === '') continue
    const joined = endedWithCr && text.startsWith('\n') ? text.slice(1) : text
    endedWithCr = text.endsWith('\r')
    if (!out.write(joined.replace(/\r\n?/g, '\n'))) await once(out, 'drain')
  }
  await new Promise<void>((resolve, reject) => {
    out.on('error', reject)
    out.end(decoder.decode(), resolve)
  })
}
