/** Where somebody works: the element with the focus, and what it stands in, from the inside out. */
interface Place {
  element: HTMLElement
  around: HTMLElement[]
}

const regions = 'section, form, [role=dialog], [role=region], main'

/**
 * Keeps the focus where somebody works, for the whole page. A button that is closed while its answer is on the way loses
 * the focus, and so does one that goes away with what it did; the keyboard would then begin again at the top of the page.
 * The focus goes back to the button, to the first field in error beside it, or to what it stood in; when all of that is
 * gone, to where it was before. Whoever clicks into the empty page gives the focus up and keeps it so.
 */
export function keepFocus(document: Document): void {
  let here: Place | undefined
  let before: Place | undefined
  let waiting = 0
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target === document.body) return
    const place = { element: target, around: ancestorsOf(target) }
    // A dialog is opened from somewhere: that place is kept, whatever is focused inside.
    if (here && dialogOf(here) !== dialogOf(place)) before = here
    here = place
  })
  document.addEventListener('pointerdown', ({ target }) => {
    if (
      target instanceof Element &&
      !target.closest('a, button, input, textarea, select, label, [tabindex]')
    ) {
      here = undefined
      before = undefined
    }
  })
  const look = () => {
    if (document.activeElement !== document.body || !here) return
    const heir = heirOf(here) ?? (before && heirOf(before))
    if (heir) focusOn(heir)
  }
  // Whoever closes a dialog gives the focus back itself, a moment after it went.
  const lookSoon = () => {
    clearTimeout(waiting)
    waiting = window.setTimeout(look, 50)
  }
  new MutationObserver(lookSoon).observe(document.body, {
    attributeFilter: ['disabled', 'aria-invalid'],
    childList: true,
    subtree: true,
  })
}

function ancestorsOf(element: HTMLElement): HTMLElement[] {
  const around: HTMLElement[] = []
  for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement)
    around.push(outer)
  return around
}

function dialogOf({ element, around }: Place): HTMLElement | undefined {
  return [element, ...around].find((one) => one.getAttribute('role') === 'dialog')
}

/** What takes the focus of a place; undefined while its answer is on the way, and when nothing of it is left. */
function heirOf({ element, around }: Place): HTMLElement | undefined {
  if (element.isConnected) {
    if (element.matches(':disabled')) return undefined
    return wrongFieldIn(around) ?? element
  }
  return around.find((outer) => outer.isConnected && outer.matches(regions))
}

function wrongFieldIn(around: readonly HTMLElement[]): HTMLElement | null | undefined {
  return around
    .find((outer) => outer.matches('form, [role=dialog]'))
    ?.querySelector<HTMLElement>('[aria-invalid=true]')
}

function focusOn(element: HTMLElement): void {
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1
  element.focus({ preventScroll: true })
}
