// A photo as the page of an entry shows it.
import type { Db } from '../../../platform/db.ts'
import { type Body, photoAddress } from '../schemas.ts'
import { sizeOf } from './image-size.ts'
import { headOf } from './photos-queries.ts'

export interface Picture {
  src: string
  alt: string
  /** Points; 0 where they are not known. */
  width: number
  height: number
  /** Kilobytes (1,000 bytes), in words, of one that is fetched only when somebody asks for it; empty where it is light enough to come by itself. */
  heavy: string
}

/** Bytes. The page of an entry without its photo is about 60 KB with all it asks for; with it at most 100 KB (docs/performance.md). */
export const mostAtOnce = 36_000

/** The photo of what an entry says; the caller hands in what the reader may know. */
export async function pictureOf(db: Db, { image }: Pick<Body, 'image'>): Promise<Picture | undefined> {
  const found = image && (await headOf(db, image.key))
  if (!image || !found) return undefined
  const { width, height } = sizeOf(found.type, found.head) ?? { width: 0, height: 0 }
  const heavy = found.weight > mostAtOnce ? `${Math.ceil(found.weight / 1000).toLocaleString('en-GB')} KB` : ''
  return { src: photoAddress(image.key), alt: image.alt, width, height, heavy }
}
