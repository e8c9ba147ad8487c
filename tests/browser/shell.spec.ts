import { demo, expect, expectAccessible, openDashboard, signIn, test } from '../support/browser.ts'
import { startPlaten } from '../support/platen-server.ts'

test.describe('the way in', () => {
  test('signed out, one is asked to sign in and comes back to where one wanted to go', async ({ page }) => {
    await page.goto('/reports/aging?asOf=2026-01-31')
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await expectAccessible(page)
    await page.getByLabel('E-mail').fill(demo.email)
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert')).toContainText('E-mail or password is not right')
    await page.getByRole('textbox', { name: 'Password' }).fill(demo.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Aging' })).toBeVisible()
    await expect(page).toHaveURL(/asOf=2026-01-31/)
  })

  test('an address that leads to another host is not followed after signing in', async ({ page }) => {
    await page.goto('/sign-in?next=//example.test/')
    await page.getByRole('button', { name: 'Look around in the demo shop' }).click()
    await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible()
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
  })

  test('signing out ends the session in every tab', async ({ page, context }) => {
    await signIn(page)
    const other = await context.newPage()
    await other.goto('/reports/aging')
    await expect(other.getByRole('heading', { name: 'Aging' })).toBeVisible()
    await page.getByRole('button', { name: /^Account:/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })

  test('the first owner signs up, invites somebody, and the link lets that person in once', async ({
    browser,
  }) => {
    test.setTimeout(60_000)
    const server = await startPlaten({ demo: false })
    try {
      const owner = await (await browser.newContext({ baseURL: server.url })).newPage()
      await owner.goto('/')
      await expect(owner.getByRole('heading', { name: 'Welcome to Platen' })).toBeVisible()
      await expectAccessible(owner)
      await owner.getByLabel('Your name').fill('Ines Ortega')
      await owner.getByLabel('E-mail').fill('ines@press.test')
      await owner.getByRole('textbox', { name: 'Password' }).fill('squeegee-and-ink')
      await owner.getByLabel('Company name').fill('Second Pull Studio')
      await owner.getByRole('button', { name: 'Start' }).click()
      await expect(owner.getByRole('button', { name: 'Company: Second Pull Studio' })).toBeVisible()

      await owner.goto('/settings/members')
      await owner.getByRole('button', { name: 'Add member' }).click()
      const sheet = owner.getByRole('dialog')
      await sheet.getByLabel('Name').fill('Lou Park')
      await sheet.getByLabel('E-mail').fill('lou@press.test')
      await sheet.getByRole('radio', { name: 'Viewer' }).check()
      await sheet.getByRole('button', { name: 'Add', exact: true }).click()
      const link = new URL((await sheet.getByText(/\/join\//).textContent()) ?? '')

      const member = await (await browser.newContext({ baseURL: server.url })).newPage()
      await member.goto(link.pathname)
      await member.getByRole('textbox', { name: 'Password' }).fill('registration-marks')
      await member.getByRole('button', { name: 'Join' }).click()
      await expect(member.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible()
      await expect(member.getByRole('link', { name: 'New Invoice' })).toBeHidden()
      await member.goto('/settings')
      await expect(member.getByLabel('Company name')).toBeDisabled()
      await expect(member.getByRole('link', { name: 'API keys' })).toBeHidden()

      const late = await (await browser.newContext({ baseURL: server.url })).newPage()
      await late.goto(link.pathname)
      await late.getByRole('textbox', { name: 'Password' }).fill('registration-marks')
      await late.getByRole('button', { name: 'Join' }).click()
      await expect(late.getByRole('alert')).toContainText('invitation')
    } finally {
      await server.stop()
    }
  })
})

test.describe('the session', () => {
  test('when it ends in mid-form, signing in again goes on with what was typed', async ({
    own: { page, password },
  }) => {
    await page.goto('/settings')
    await page.getByLabel('Company name').fill('Mid-Form Printing')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save changes' }).click()
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
    await expectAccessible(page)
    await dialog.getByRole('textbox', { name: 'Password' }).fill(password)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Settings saved')).toBeVisible()
    await expect(page.getByLabel('Company name')).toHaveValue('Mid-Form Printing')
    await expect(page.getByRole('button', { name: 'Company: Mid-Form Printing' })).toBeVisible()
  })

  test('switching the company shows nothing of the other one, in every tab', async ({
    own: { page },
    context,
  }) => {
    const other = await context.newPage()
    await other.goto('/settings')
    await expect(other.getByRole('button', { name: 'Company: Empty Frames' })).toBeVisible()
    await expect(page.getByText('Nobody is late.')).toBeVisible()
    await page.getByRole('button', { name: 'Company: Empty Frames' }).click()
    await page.getByRole('menuitem', { name: /^Halftone Press/ }).click()
    await expect(page.getByRole('button', { name: 'Company: Halftone Press' })).toBeVisible()
    await expect(page.getByText('Nobody is late.')).toBeHidden()
    await expect(other.getByRole('button', { name: 'Company: Halftone Press' })).toBeVisible()
    await page.getByRole('button', { name: 'Company: Halftone Press' }).click()
    await page.getByRole('menuitem', { name: 'New company' }).click()
    await page.getByLabel('Company name').fill('Third Colour')
    const country = page.getByRole('combobox', { name: 'Country' })
    await expect(country).toHaveValue('United States (US)')
    await country.fill('ireland')
    await page.getByRole('option', { name: 'Ireland (IE)', exact: true }).click()
    await page.getByRole('button', { name: 'Found the company' }).click()
    await expect(page.getByRole('button', { name: 'Company: Third Colour' })).toBeVisible()
    await expect(other.getByRole('button', { name: 'Company: Third Colour' })).toBeVisible()
    await other.goto('/settings')
    await expect(other.getByRole('combobox', { name: 'Country' })).toHaveValue('Ireland (IE)')
  })
})

test.describe('the keyboard', () => {
  test('goes places, lists its shortcuts, and can be told to keep quiet', async ({ shop }) => {
    await openDashboard(shop)
    await shop.keyboard.press('g')
    await shop.keyboard.press('s')
    await expect(shop.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await shop.keyboard.press('?')
    const list = shop.getByRole('dialog', { name: 'Shortcuts' })
    for (const label of ['Go to Invoices', 'New invoice', 'Search this list', 'Save what was typed'])
      await expect(list.getByText(label)).toBeVisible()
    await expect(list.getByText('From row to row in a table')).toBeVisible()
    await expectAccessible(shop)
    await list.getByLabel('Single keys act').uncheck({ force: true })
    await shop.keyboard.press('Escape')
    await expect(list).toBeHidden()
    await shop.keyboard.press('g')
    await shop.keyboard.press('d')
    await expect(shop.getByRole('heading', { name: 'Settings' })).toBeVisible()
  })

  test('skips to the content, and walks through rows', async ({ shop }) => {
    await shop.goto('/settings/audit-log')
    const rows = shop.getByRole('table', { name: 'Audit log' }).getByRole('link')
    await expect(rows.first()).toBeVisible()
    await shop.keyboard.press('Tab')
    await expect(shop.getByRole('link', { name: 'Skip to content' })).toBeFocused()
    await shop.keyboard.press('Enter')
    await expect(shop.getByRole('main')).toBeFocused()
    await shop.keyboard.press('j')
    await expect(rows.nth(0)).toBeFocused()
    await shop.keyboard.press('ArrowDown')
    await expect(rows.nth(1)).toBeFocused()
    await shop.keyboard.press('Enter')
    await expect(shop.getByRole('dialog')).toBeVisible()
    await shop.keyboard.press('Escape')
    await expect(shop.getByRole('dialog')).toBeHidden()
    await expect(rows.nth(1)).toBeFocused()
  })
})

test.describe('the settings', () => {
  test('an API key is shown once, works, and is refused after it was revoked', async ({
    own: { page },
    playwright,
    baseURL,
  }) => {
    await page.goto('/settings/api-keys')
    await expect(page.getByText('No keys yet')).toBeVisible()
    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Web shop')
    await page.getByRole('button', { name: 'Make the key' }).click()
    await expect(page.getByRole('button', { name: 'Copy the key' })).toBeVisible()
    const key = (await page.getByRole('dialog').locator('pre').textContent()) ?? ''
    // It is shown only now: what closes other sheets does not close this one.
    await page.keyboard.press('Escape')
    await page.mouse.click(5, 400)
    await expect(page.getByText(key)).toBeVisible()
    const program = await playwright.request.newContext({
      baseURL,
      extraHTTPHeaders: { Authorization: `Bearer ${key}` },
    })
    expect((await program.get('/api/v1/customers')).status()).toBe(200)
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByText(key)).toBeHidden()
    await page.getByRole('button', { name: 'Revoke Web shop' }).click()
    await page.getByRole('button', { name: 'Revoke the key' }).click()
    await expect(page.getByRole('cell', { name: /^Revoked today/ })).toBeVisible()
    expect((await program.get('/api/v1/customers')).status()).toBe(401)
    await program.dispose()
  })

  test('numbers rise and never fall, books close, and the audit log tells', async ({ own: { page } }) => {
    await page.goto('/settings')
    await page.getByRole('button', { name: 'Raise the numbers of Invoices' }).click()
    await page.getByLabel('Next number').fill('1042')
    await page.getByRole('button', { name: 'Raise', exact: true }).click()
    await expect(page.getByText('go on with INV-1042')).toBeVisible()
    await page.getByRole('button', { name: 'Raise the numbers of Invoices' }).click()
    await page.getByLabel('Next number').fill('7')
    await page.getByRole('button', { name: 'Raise', exact: true }).click()
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('only rise')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Close the books…' }).click()
    await page.getByRole('button', { name: /^Close up to/ }).click()
    await expect(page.getByText(/^Closed up to/)).toBeVisible()
    await page.goto('/settings/audit-log')
    await page.getByRole('link', { name: /higher number/ }).click()
    await expect(page.getByRole('dialog')).toContainText('1042')
  })
})

test.describe('reports', () => {
  test('the aging of any day has its own address and leads to the customer', async ({ shop }) => {
    await shop.goto('/reports/aging')
    const table = shop.getByRole('table', { name: 'Aging by customer, in USD' })
    await expect(table.getByRole('row', { name: /^Total/ })).toBeVisible()
    await shop.getByLabel('As of').fill('2020-01-31')
    await expect(shop).toHaveURL(/asOf=2020-01-31/)
    await expect(shop.getByText('Nobody owed anything')).toBeVisible()
    await shop.goto('/reports/aging')
    await table.getByRole('link').first().click()
    await shop
      .getByRole('dialog')
      .getByRole('link', { name: /^CUST-/ })
      .click()
    await expect(shop).toHaveURL(/\/customers\/[0-9a-f-]{36}$/)
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('the bottom bar leads everywhere', async ({ shop }) => {
    await openDashboard(shop)
    const bar = shop.getByRole('navigation', { name: 'Bottom' })
    await bar.getByRole('link', { name: 'Customers' }).tap()
    await expect(shop).toHaveURL(/\/customers$/)
    await bar.getByRole('button', { name: 'More' }).tap()
    const drawer = shop.getByRole('dialog')
    await expectAccessible(shop)
    await drawer.getByRole('link', { name: 'Settings' }).tap()
    await expect(drawer).toBeHidden()
    await expect(shop.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await bar.getByRole('button', { name: 'Find' }).tap()
    await expect(shop.getByRole('combobox', { name: 'Find or do' })).toBeFocused()
  })
})

test('the colour scheme is kept, and there before the first paint', async ({ shop }) => {
  await openDashboard(shop)
  await shop.getByRole('button', { name: /^Account:/ }).click()
  await expectAccessible(shop)
  await shop.getByRole('menuitemradio', { name: 'Dark' }).click()
  const scheme = shop.locator('html')
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'dark')
  // Without the application, only what runs before the first paint is left.
  await shop.route('**/assets/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
  await shop.reload()
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'dark')
})
