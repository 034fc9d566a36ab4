// A photo that is too heavy to be shown at once is made smaller before it is sent, where the browser can. Without this it is sent as it is, up to 2 MB.

/** Longest side in points, and how well each is drawn: the first that is light enough is taken, else the last. */
const tries = [
  { side: 960, quality: 0.7 },
  { side: 800, quality: 0.6 },
  { side: 640, quality: 0.6 },
  { side: 640, quality: 0.45 },
  { side: 480, quality: 0.45 },
] as const

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-smaller]')) {
  const most = Number(form.dataset.smaller)
  const input = form.querySelector<HTMLInputElement>('input[type=file]')
  input?.addEventListener('change', () => void smaller(input, most))
}

async function smaller(input: HTMLInputElement, most: number): Promise<void> {
  const file = input.files?.[0]
  tell(input)
  if (!file?.type.startsWith('image/') || file.size <= most) return
  try {
    const drawn = await drawSmaller(file, most)
    // somebody may have chosen another meanwhile
    if (!drawn || drawn.size >= file.size || input.files?.[0] !== file) return
    const sent = new DataTransfer()
    sent.items.add(new File([drawn], nameOf(file), { type: 'image/jpeg' }))
    input.files = sent.files
    tell(input, file.size, drawn.size)
  } catch {
    // not a picture this browser knows: the server says what is wrong with it
  }
}

/** What it was called, as the JPEG that it is now. */
const nameOf = ({ name }: File): string => `${name.replace(/\.[^.]*$/, '') || 'photo'}.jpg`

const sizeWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** Says beside the file that another is sent than was chosen, and takes it back for the next one. */
function tell(input: HTMLInputElement, before = 0, now = 0): void {
  const said = input.form?.querySelector<HTMLElement>('[data-smaller-said]')
  if (!said) return
  const words = said.dataset.smallerSaid ?? ''
  said.textContent = now === 0 ? '' : words.replace('{now}', sizeWords(now)).replace('{before}', sizeWords(before))
}

async function drawSmaller(file: File, most: number): Promise<Blob | null> {
  const picture = await createImageBitmap(file)
  let drawn: Blob | null = null
  for (const { side, quality } of tries) {
    drawn = await draw(picture, side, quality)
    if (drawn && drawn.size <= most) break
  }
  picture.close()
  return drawn
}

function draw(picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const ground = canvas.getContext('2d')
  if (!ground) return Promise.resolve(null)
  // JPEG has no see-through parts: without a ground they would be black
  ground.fillStyle = '#fff'
  ground.fillRect(0, 0, canvas.width, canvas.height)
  ground.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise(done => canvas.toBlob(done, 'image/jpeg', quality))
}
