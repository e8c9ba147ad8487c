import type { Locator, Page } from '@playwright/test'
import type { Job } from '../../contract/jobs.ts'
import { expect, expectAccessible, openDashboard, test } from '../support/browser.ts'
import { changeThing, makeAcceptedQuote, makeCustomer, makeJob, readThing } from '../support/shop-data.ts'

// Colours are judged where things have come to rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** The board with one job on it, found by its number. */
async function openBoard(page: Page, job: Job): Promise<(name: string) => Locator> {
  await page.goto(`/jobs?q=${job.jobNumber}`)
  const card = (name: string) => column(page, name).getByRole('listitem').filter({ hasText: job.jobNumber })
  await expect(card('New')).toBeVisible()
  return card
}

const garments = [
  {
    description: 'Tees, royal',
    quantity: 96,
    sizes: [
      { size: 'M', quantity: 60 },
      { size: '2XL', quantity: 30 },
    ],
    imprints: [{ location: 'Front', technique: 'Screen print', colors: 2 }],
  },
  { description: 'Totes of theirs', quantity: 12, furnished: true },
]

test.describe('the board', () => {
  test('a card moves with Alt and an arrow, and the focus goes with it', async ({ shop }) => {
    const job = await makeJob(shop)
    const card = await openBoard(shop, job)
    await card('New').getByRole('link').focus()
    await shop.keyboard.press('Alt+ArrowRight')
    await expect(card('Art')).toBeVisible()
    await expect(card('New')).toHaveCount(0)
    await expect(card('Art').getByRole('link')).toBeFocused()
    await shop.keyboard.press('Alt+ArrowRight')
    await expect(card('Ready to print').getByRole('link')).toBeFocused()
    await shop.keyboard.press('Alt+ArrowLeft')
    await expect(card('Art').getByRole('link')).toBeFocused()
    expect(await readThing(shop, `/jobs/${job.id}`)).toMatchObject({ status: 'art', version: 4 })
    await shop.keyboard.press('Enter')
    await expect(shop.getByRole('heading', { level: 1, name: job.jobNumber })).toBeVisible()
  })

  test('a card is moved from its menu, and dragged with the mouse', async ({ shop }) => {
    const job = await makeJob(shop)
    const card = await openBoard(shop, job)
    await card('New')
      .getByRole('button', { name: `Move ${job.jobNumber}` })
      .click()
    await expectAccessible(shop)
    await shop.getByRole('menuitem', { name: 'In production' }).click()
    await expect(card('In production').getByRole('link')).toBeFocused()
    await card('In production').dragTo(column(shop, 'Finishing'))
    await expect(card('Finishing')).toBeVisible()
    expect(await readThing(shop, `/jobs/${job.id}`)).toMatchObject({ status: 'finishing' })
    await card('Finishing')
      .getByRole('button', { name: `Move ${job.jobNumber}` })
      .click()
    await shop.getByRole('menuitem', { name: 'Cancelled' }).click()
    await expect(card('Finishing')).toHaveCount(0)
    await shop.getByText('List', { exact: true }).click()
    await expect(shop.getByRole('row').filter({ hasText: job.jobNumber })).toContainText('Cancelled')
  })

  test('a card that somebody else moved stays where they put it, and that is said', async ({ shop }) => {
    const job = await makeJob(shop)
    const card = await openBoard(shop, job)
    await changeThing(shop, `/jobs/${job.id}`, job, { status: 'finishing' })
    await card('New').getByRole('link').focus()
    await shop.keyboard.press('Alt+ArrowRight')
    await expect(shop.getByRole('alert')).toContainText('Load it again and repeat the change.')
    await expect(card('Finishing')).toBeVisible()
    await expect(card('Art')).toHaveCount(0)
  })

  test('what is late stands out, what is due is told in days', async ({ shop }) => {
    const late = await makeJob(shop, { dueDate: '2020-01-31' })
    const card = await openBoard(shop, late)
    await expect(card('New')).toContainText(/\d+ days late/)
    await expectAccessible(shop)
  })
})

test('a job by hand: its garments, sizes and imprints reach the sheet', async ({ shop }) => {
  const { name } = await makeCustomer(shop)
  await shop.goto('/jobs')
  await button(shop, 'New Job').click()
  const sheet = shop.getByRole('dialog', { name: 'New job' })
  await sheet.getByRole('button', { name: 'Create Job' }).click()
  await expect(sheet.getByText('Choose a customer.')).toBeVisible()
  await expect(sheet.getByText('Say what is to be made.')).toBeVisible()
  await expectAccessible(shop)
  await sheet.getByRole('combobox', { name: 'Customer' }).fill(name)
  await shop.getByRole('option', { name }).click()
  await sheet.getByLabel('Title').fill('Reunion caps')
  await sheet.getByLabel('Due').fill('2030-03-01')
  await sheet.getByRole('button', { name: 'Create Job' }).click()
  await expect(shop.getByText('No garments yet: edit the job to add them.')).toBeVisible()
  await button(shop, 'Edit').click()
  const edit = shop.getByRole('dialog', { name: /^Edit JOB-/ })
  await edit.getByRole('button', { name: 'Add garment' }).click()
  const garment = edit.getByRole('group', { name: 'Garment 1' })
  await garment.getByLabel('Garment', { exact: true }).fill('Caps, navy')
  await garment.getByLabel('Sizes').fill('S/M 20 and some')
  await garment.getByLabel('Imprints, a line each').fill('Front')
  await edit.getByRole('button', { name: 'Update Job' }).click()
  await expect(garment.getByText('Write sizes as S 12, M 30, L 24.')).toBeVisible()
  await expect(garment.getByText('Write a line each, as Front: Screen print, 3 colors.')).toBeVisible()
  await expectAccessible(shop)
  await garment.getByLabel('Sizes').fill('S/M 20, L/XL 16')
  await garment.getByLabel('Imprints, a line each').fill('Front: Embroidery')
  await edit.getByRole('button', { name: 'Update Job' }).click()
  await expect(edit).toBeHidden()
  await expect(button(shop, 'Edit')).toBeFocused()
  const paper = shop.getByRole('article', { name: /^Job JOB-/ })
  await expect(paper.getByRole('region', { name: 'Caps, navy' })).toContainText('36 pieces')
  await expect(paper).toContainText('Front: Embroidery')
  await expect(paper).toContainText('Mar 1, 2030')
})

test('the sheet says everything that the press needs, and no price', async ({ shop }) => {
  const job = await makeJob(shop, { garments, notes: 'Fold and bag by class' })
  await shop.goto(`/jobs/${job.id}`)
  const paper = shop.getByRole('article', { name: `Job ${job.jobNumber}` })
  await expect(paper.getByRole('region', { name: 'Tees, royal' })).toContainText('M602XL30')
  await expect(paper).toContainText('Front: Screen print, 2 colors')
  await expect(paper).toContainText('6 of Tees, royal without a size')
  await expect(paper).toContainText('Goods furnished by the customer')
  await expect(paper).toContainText('All pieces108')
  await expect(paper).toContainText('Fold and bag by class')
  await expect(paper).not.toContainText(/\d\.\d\d/)
  await expectAccessible(shop)
  await shop.getByLabel('Status').selectOption('In production')
  await expect(shop.getByText(`${job.jobNumber}: In production`)).toBeVisible()
  await shop.emulateMedia({ media: 'print' })
  await expect(paper).toBeVisible()
  await expect(button(shop, 'Print sheet')).toBeHidden()
})

test('two people at one job: both versions side by side, nothing is lost', async ({ shop }) => {
  const job = await makeJob(shop, { garments })
  await shop.goto(`/jobs/${job.id}`)
  await button(shop, 'Edit').click()
  const edit = shop.getByRole('dialog', { name: `Edit ${job.jobNumber}` })
  await edit.getByLabel('Title').fill('Field week tees')
  await changeThing(shop, `/jobs/${job.id}`, job, { dueDate: '2030-03-01' })
  await edit.getByRole('button', { name: 'Update Job' }).click()
  const alert = edit.getByRole('alert').filter({ hasText: 'Somebody else changed' })
  await expect(alert.getByRole('row', { name: /^Title/ })).toContainText('Field week tees')
  await expect(alert.getByRole('row', { name: /^Due/ })).toContainText('2030-03-01')
  await expect(alert.getByRole('row')).toHaveCount(3)
  await expectAccessible(shop)
  await alert.getByRole('button', { name: 'Load their version' }).click()
  await expect(edit.getByLabel('Title')).toHaveValue('Field day tees')
  await alert.getByRole('button', { name: 'Back to what I typed' }).click()
  await edit.getByLabel('Due').fill('2030-03-01')
  await edit.getByRole('button', { name: 'Update Job' }).click()
  await expect(edit).toBeHidden()
  expect(await readThing(shop, `/jobs/${job.id}`)).toMatchObject({
    title: 'Field week tees',
    dueDate: '2030-03-01',
    pieces: 108,
  })
})

test('a job of a quote takes its garments, and leads back to it and to the customer', async ({ shop }) => {
  const { id, quoteNumber, customerName } = await makeAcceptedQuote(shop)
  await shop.goto(`/quotes/${id}`)
  await button(shop, 'Create Job').click()
  const paper = shop.getByRole('article', { name: /^Job JOB-/ })
  await expect(paper.getByRole('region', { name: 'Tees, royal' })).toContainText('M122XL12')
  await expect(shop.getByRole('link', { name: quoteNumber })).toBeVisible()
  await shop.getByRole('link', { name: customerName }).first().click()
  await shop.getByRole('tab', { name: 'Activity' }).click()
  await shop
    .getByRole('table', { name: /^Orders/ })
    .getByRole('link', { name: /^JOB-/ })
    .click()
  await expect(shop.getByRole('heading', { level: 1, name: /^JOB-/ })).toBeVisible()
  await shop.goBack()
  await shop
    .getByRole('table', { name: /^Quotes/ })
    .getByRole('link', { name: quoteNumber })
    .click()
  await expect(shop.getByRole('heading', { level: 1, name: quoteNumber })).toBeVisible()
})

test('the list: by status, searched and sorted in the address, and an empty one says so', async ({
  shop,
}) => {
  const job = await makeJob(shop, { status: 'art' })
  await shop.goto('/jobs')
  await shop.getByText('List', { exact: true }).click()
  await shop.getByRole('tab', { name: 'Art' }).click()
  await shop.getByLabel('Search jobs').fill('field day')
  await expect(shop.getByRole('row').filter({ hasText: job.jobNumber })).toBeVisible()
  await shop.getByLabel('Search jobs').fill(job.jobNumber)
  await expect(shop).toHaveURL(/layout=list/)
  await expect(shop).toHaveURL(/status=art/)
  await expect(shop.getByRole('row')).toHaveCount(2)
  await shop
    .getByRole('columnheader', { name: /^Created/ })
    .getByRole('button')
    .click()
  await expect(shop).toHaveURL(/sort=createdAt/)
  await shop.getByRole('row').nth(1).getByRole('link', { name: job.jobNumber }).click()
  await expect(shop.getByRole('heading', { level: 1, name: job.jobNumber })).toBeVisible()
  await shop.goBack()
  await shop.getByRole('tab', { name: 'Finishing' }).click()
  await expect(shop.getByText(`No job matches “${job.jobNumber}”`)).toBeVisible()
  await shop.getByRole('button', { name: 'Show all jobs' }).click()
  await expect(shop.getByRole('tab', { name: 'All', exact: true })).toHaveAttribute('aria-selected', 'true')
})

test('the palette finds quotes and jobs, and the keyboard goes there', async ({ shop }) => {
  const job = await makeJob(shop)
  await openDashboard(shop)
  await shop.keyboard.press('Control+k')
  const field = shop.getByRole('combobox', { name: 'Find or do' })
  await field.fill(job.jobNumber)
  await expect(shop.getByRole('option', { name: new RegExp(job.jobNumber) })).toBeVisible()
  await expectAccessible(shop)
  await shop.keyboard.press('Enter')
  await expect(shop.getByRole('heading', { level: 1, name: job.jobNumber })).toBeVisible()
  await shop.keyboard.press('Control+k')
  await field.fill('QUO-0001')
  await shop.getByRole('option', { name: /QUO-0001/ }).click()
  await expect(shop.getByRole('heading', { level: 1, name: /^QUO-0001/ })).toBeVisible()
  await shop.keyboard.press('g')
  await shop.keyboard.press('j')
  await expect(shop.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible()
  await shop.keyboard.press('g')
  await shop.keyboard.press('q')
  await expect(shop.getByRole('heading', { level: 1, name: 'Quotes' })).toBeVisible()
})

test('a shop without a job is told where they come from', async ({ own }) => {
  await own.page.goto('/jobs?layout=list')
  await expect(
    own.page.getByText('A job is made of an accepted quote in one step, or by hand.'),
  ).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme })

    test('board, list and sheet fit, and axe finds nothing serious', async ({ shop }) => {
      const { id } = await makeJob(shop, { garments })
      for (const path of ['/jobs', '/jobs?layout=list', `/jobs/${id}`]) {
        await shop.goto(path)
        await expect(shop.getByRole('heading', { level: 1 })).toBeVisible()
        await shop.waitForLoadState('networkidle')
        const width = await shop.evaluate(() => document.documentElement.scrollWidth)
        expect(width, path).toBeLessThanOrEqual(390)
        await expectAccessible(shop)
      }
    })
  })
}
