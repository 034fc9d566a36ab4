// What the finder does on the telephone itself: nothing of it is needed, and nothing of it is sent.
import { offerNear } from './finder-near.ts'
import { offerSaved } from './finder-saved.ts'

offerNear(document)
offerSaved(document, localStorage)
