import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'
import { z } from 'zod'
import { refusals } from '../../contract/refusals.ts'
import { readCustomerFile } from '../../invoicing/customer-file/read-file.ts'
import { expect, expectAccessible, test } from '../support/browser.ts'
import { makeCustomer } from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

async function choose(page: Page, content: string | Buffer, name = 'people.csv'): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a CSV file' }).click()
  const buffer = typeof content === 'string' ? Buffer.from(content) : content
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer })
}

async function textOf(download: Promise<Download>): Promise<{ name: string; text: string }> {
  const file = await download
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

async function save(page: Page, button: string): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: button, exact: true }).click()
  return textOf(download)
}

async function numberOfCustomers(page: Page, q: string): Promise<number> {
  const answer = await page.request.get(`/api/v1/customers?limit=100&q=${encodeURIComponent(q)}`)
  return z.object({ data: z.array(z.unknown()) }).parse(await answer.json()).data.length
}

const line = (page: Page, text: string) =>
  page.getByRole('table', { name: 'Lines of the file' }).getByRole('row').filter({ hasText: text })

test('a file is looked over, brought in, and told of line by line; again it changes nothing', async ({
  own: { page },
}) => {
  const ann = await makeCustomer(page, { name: 'Ann Ames', email: 'ann@ames.test' })
  await page.goto('/customers')
  await page.getByRole('link', { name: 'Import' }).click()
  await expectAccessible(page)
  const rows = [
    'row,name,email,phone,firstName,lastName,role,type,label,line1,postalCode,country',
    'customer,Ann Ames,ann@ames.test,(607) 272-1101,,,,,,,,',
    'contact,,vera@ames.test,,Vera,Lind,billing,,,,,',
    'customer,Bob Bell,bob@bell.test,,,,,,,,,',
    'address,,,,,,,billing,Shop,1 Main Street,SW1A,US',
    'customer,Cyd Cole,cyd@cole.test,,,,,,,,,',
  ]
  await choose(page, rows.join('\n'))
  await expect(
    page.getByText('Of 5 lines, there would be 2 created, 1 changed, 2 refused. Nothing was kept yet.'),
  ).toBeVisible()
  await expect(line(page, 'Ann Ames')).toContainText('To change: phone')
  await expect(line(page, 'Vera Lind')).toContainText('To create')
  await expect(line(page, 'Shop')).toContainText('SW1A is not a postal code of United States')
  await expect(line(page, 'Bob Bell')).toContainText('Line 5 of the same customer is refused')
  await expectAccessible(page)
  expect(await numberOfCustomers(page, 'Cyd')).toBe(0)

  await page.getByRole('button', { name: 'Import 3 lines' }).click()
  await expect(page.getByText('Of 5 lines, 2 created, 1 changed, 2 refused.')).toBeVisible()
  await expect(line(page, 'Cyd Cole')).toContainText('Created')
  await expect(line(page, 'Ann Ames').getByRole('link')).toHaveAttribute('href', `/customers/${ann.id}`)
  await page.getByText('Refused 2', { exact: true }).click()
  await expect(line(page, 'Cyd Cole')).toBeHidden()
  await expect(line(page, 'Bob Bell')).toBeVisible()
  await expectAccessible(page)

  const report = await save(page, 'Report')
  expect(report.name).toBe('people-report.csv')
  expect(report.text.split('\r\n')[1]).toMatch(/^"2","customer","Ann Ames","CUST-\d+","updated","phone"/)
  const refused = await save(page, 'Refused lines')
  expect(refused.name).toBe('people-refused.csv')
  expect(readCustomerFile(refused.text).customers).toHaveLength(1)

  // Mended, the refused lines come in alone; then the whole file says nothing new.
  await page.getByRole('button', { name: 'Another file' }).click()
  await choose(page, refused.text.replace('SW1A', '14850'))
  await page.getByRole('button', { name: 'Import 2 lines' }).click()
  await expect(page.getByText('Of 2 lines, 2 created.')).toBeVisible()
  await page.getByRole('button', { name: 'Another file' }).click()
  await choose(page, rows.join('\n').replace('SW1A', '14850'))
  const nothing = page.getByRole('button', { name: 'Import 0 lines' })
  await expect(nothing).toHaveAttribute('aria-description', /here already, word for word/)
  await page.getByRole('link', { name: 'Customers' }).first().click()
  const leave = page.getByRole('dialog', { name: 'Leave without importing?' })
  await leave.getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByRole('row')).toHaveCount(4)
})

test('what is no file of customers is refused in words, and another can be chosen', async ({ shop }) => {
  await shop.goto('/customers/import')
  const cases: [string | Buffer, RegExp][] = [
    ['', /The file is empty/],
    ['name,fax\nAnn,1\n', /the column is not known: "fax"/],
    ['name\n"Ann\n', /no CSV from line/],
    [Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xe9]), /not UTF-8/],
    [`name\n${'x'.repeat(10 * 1024 * 1024)}`, /at most 10 MB can be read/],
  ]
  for (const [content, sentence] of cases) {
    await choose(shop, content)
    await expect(shop.getByRole('alert')).toContainText(sentence)
  }
  await expectAccessible(shop)
  const template = await save(shop, 'Template')
  expect(template.name).toBe('customers-template.csv')
  await choose(shop, template.text.replaceAll('school.example', `${process.pid}.school.example`))
  await expect(line(shop, 'Example High School')).toContainText('To create')
  await expect(shop.getByRole('alert')).toBeHidden()
})

test('a file is dropped; an import that was cut off goes on, and nobody comes in twice', async ({
  own: { page },
}) => {
  const people = Array.from({ length: 130 }, (_, index) => `Person ${index},p${index}@people.test`)
  await page.goto('/customers/import')
  const transfer = await page.evaluateHandle(
    (text) => {
      const data = new DataTransfer()
      data.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }))
      return data
    },
    `name,email\n${people.join('\n')}\n`,
  )
  const place = page.getByText('or drop it here')
  await place.dispatchEvent('dragover', { dataTransfer: transfer })
  await place.dispatchEvent('drop', { dataTransfer: transfer })
  await expect(page.getByRole('button', { name: 'Import 130 lines' })).toBeVisible()
  let sent = 0
  await page.route('**/api/v1/import/customers', async (route) => {
    sent += 1
    // The second part is done, and another answer comes.
    if (sent !== 2) return route.continue()
    await route.fetch()
    const { status, title } = refusals.too_many_requests
    const problem = {
      type: 'about:blank',
      code: 'too_many_requests',
      status,
      title,
      detail: title,
      errors: [],
    }
    return route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(problem) })
  })
  await page.getByRole('button', { name: 'Import 130 lines' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Too many requests' })).toBeVisible()
  await expect(page.getByText('Stopped after 100 of 130 customers')).toBeVisible()
  await page.getByRole('button', { name: 'Go on with the rest' }).click()
  await expect(page.getByText('Of 130 lines, 130 created.')).toBeVisible()
  const list = await page.request.get('/api/v1/customers/export')
  expect((await list.text()).split('\r\n').filter((row) => row.startsWith('customer,'))).toHaveLength(130)
})

test('an export keeps to what is listed', async ({ own: { page } }) => {
  await makeCustomer(page, { name: 'Kite Makers', email: 'post@kite.test' })
  await makeCustomer(page, { name: 'Rope Walk' })
  await page.goto('/customers?q=kite')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download Export these' }).click()
  const { name, text } = await textOf(download)
  expect(name).toMatch(/^customers-\d{4}-\d\d-\d\d\.csv$/)
  const { customers } = readCustomerFile(text)
  expect(customers.map(({ customer }) => customer?.values.name)).toEqual(['Kite Makers'])
  await page.goto('/customers')
  await expect(page.getByRole('link', { name: 'Download Export', exact: true })).toHaveAttribute(
    'href',
    '/api/v1/customers/export',
  )
})

test('who may not import is told so', async ({ shop }) => {
  await shop.route('**/api/v1/session', async (route) => {
    const answer = await route.fetch()
    const session = z
      .object({ permissions: z.array(z.string()) })
      .loose()
      .parse(await answer.json())
    const permissions = session.permissions.filter((name) => name !== 'accounting.import.run')
    await route.fulfill({ response: answer, json: { ...session, permissions } })
  })
  await shop.goto('/customers')
  const link = shop.getByRole('button', { name: 'Import' })
  await expect(link).toHaveAttribute('aria-description', /Your role does not allow this/)
  await shop.goto('/customers/import')
  const closed = shop.getByRole('button', { name: 'Choose a CSV file' })
  await expect(closed).toHaveAttribute('aria-disabled', 'true')
  await expect(closed).toHaveAttribute('aria-description', /Your role does not allow this/)
})
