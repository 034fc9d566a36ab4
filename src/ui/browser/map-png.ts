// Saves the server's own picture (the SVG download, with its title, key, source and watermark) as a PNG, twice as many pixels each way.

const scale = 2
const said = {
  making: 'Making the PNG',
  saved: 'PNG saved',
  failed: 'The PNG could not be made here. Map as SVG holds the same picture.',
}

export function offerPng(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-map-png]')
  const words = document.querySelector<HTMLElement>('[data-map-png-words]')
  if (!button || !words) return
  button.hidden = false
  button.addEventListener('click', async () => {
    // Not `disabled`: that would take the keyboard away from the button.
    if (button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    words.textContent = said.making
    try {
      const { name, svg } = await readPicture(button.dataset.svg ?? '')
      save(name.replace(/\.svg$/, '.png'), await draw(withFont(svg, await readFont(button.dataset.font ?? ''))))
      words.textContent = said.saved
    } catch {
      words.textContent = said.failed
    }
    button.removeAttribute('aria-disabled')
  })
}

async function readPicture(address: string): Promise<{ name: string; svg: string }> {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error('The picture did not load')
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'map.svg'
  return { name, svg: await answer.text() }
}

/** A picture drawn to a canvas may ask for nothing, so the typeface goes inside it. Empty when it cannot be had: a system face then stands in. */
async function readFont(address: string): Promise<string> {
  const answer = await fetch(address).catch(() => undefined)
  return answer?.ok ? addressOf(await answer.blob()) : ''
}

const withFont = (svg: string, font: string): string =>
  font
    ? svg.replace(
        '<rect',
        `<style>@font-face{font-family:"Public Sans";font-weight:400 700;src:url(${font})}</style><rect`,
      )
    : svg

const addressOf = (data: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(data)
  })

async function draw(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = await addressOf(new Blob([svg], { type: 'image/svg+xml' }))
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width * scale
  canvas.height = image.height * scale
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob(made => (made ? resolve(made) : reject(new Error('No PNG'))), 'image/png'),
  )
}

function save(name: string, data: Blob): void {
  const link = document.createElement('a')
  link.download = name
  link.href = URL.createObjectURL(data)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
