// Drawing an area on a map, on top of a form where one can be pasted. Without this script, without WebGL, or when the map cannot be
// fetched, the form is as it was.
interface DrawModule {
  openDraw(frame: HTMLElement, field: HTMLTextAreaElement): Promise<void>
}

async function start(frame: HTMLElement): Promise<void> {
  const field = document.querySelector<HTMLTextAreaElement>('#area')
  const missing = document.querySelector<HTMLElement>('[data-draw-missing]')
  if (!field || document.createElement('canvas').getContext('webgl2') === null) return show(missing)
  try {
    await style(frame.dataset.style ?? '')
    const draw: DrawModule = await import(frame.dataset.script ?? '')
    show(frame)
    await draw.openDraw(frame, field)
    // What is wrong with a pasted area stays in sight.
    if (!document.querySelector('#area-error')) document.querySelector('[data-draw-other]')?.removeAttribute('open')
  } catch (error) {
    frame.hidden = true
    show(missing)
    throw error
  }
}

function show(part: HTMLElement | null): void {
  if (part) part.hidden = false
}

const style = (href: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.onload = () => resolve()
    link.onerror = () => reject(new Error('The style of the map did not load'))
    document.head.append(link)
  })

for (const frame of document.querySelectorAll<HTMLElement>('[data-draw]')) void start(frame)
