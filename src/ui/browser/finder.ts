// What the finder does on the telephone itself: nothing of it is needed, and nothing of it is sent.
import { offerAvoid } from './finder-avoid.ts'
import { offerKept } from './finder-kept.ts'
import { offerMap } from './finder-map-offer.ts'
import { offerNear } from './finder-near.ts'
import { offerSaved } from './finder-saved.ts'
import { offerShare } from './finder-share.ts'

offerNear(document)
offerSaved(document, localStorage)
offerKept(document, localStorage)
offerAvoid(document, localStorage)
offerMap(document)
offerShare(document)
