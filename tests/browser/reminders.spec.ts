import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/browser.ts'
import { makeCustomer, makeDraft, makeSent } from '../support/shop-data.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('sending shows the message and whom it goes to, and puts it into the outbox', async ({ shop }) => {
  const customer = await makeCustomer(shop, { email: 'office@kitchen.test' })
  const draft = await makeDraft(shop, customer.id)
  await shop.goto(`/invoices/${draft.id}`)
  await shop.getByRole('button', { name: 'Send', exact: true }).click()
  const review = shop.getByRole('dialog', { name: 'Review & Send' })
  const mail = review.getByRole('region', { name: 'E-mail preview' })
  await expect(mail).toContainText('office@kitchen.test')
  await expect(mail).toContainText(`Invoice ${draft.invoiceNumber} from Halftone Press`)
  await mail.getByLabel('To').fill('ann@kitchen.test')
  await shop.keyboard.press('Enter')
  await expectAccessible(shop)
  await review.getByRole('button', { name: 'Send Invoice' }).click()
  await expect(shop.getByText(`${draft.invoiceNumber} sent`)).toBeVisible()
  await shop.goto('/settings/outbox')
  const row = shop.getByRole('row').filter({ hasText: draft.invoiceNumber })
  await expect(row).toContainText('office@kitchen.test, ann@kitchen.test')
  await expectAccessible(shop)
  await row.getByRole('button').click()
  await expect(shop.getByRole('dialog')).toContainText('$120.00')
})

test('a reminder goes out once a day and stands in the timeline', async ({ shop }) => {
  const customer = await makeCustomer(shop, { email: 'office@kitchen.test' })
  const sent = await makeSent(shop, customer.id)
  await shop.goto(`/invoices/${sent.id}`)
  const reminders = shop.getByRole('region', { name: 'Reminders' })
  await expect(reminders).toContainText('Next:')
  const remindFrom = async (page: Page) => {
    await page.goto(`/invoices/${sent.id}`)
    await page
      .getByRole('region', { name: 'Reminders' })
      .getByRole('button', { name: 'Send Reminder' })
      .click()
    return page.getByRole('dialog', { name: `Remind of ${sent.invoiceNumber}` })
  }
  const elsewhere = await shop.context().newPage()
  const second = await remindFrom(elsewhere)
  const modal = await remindFrom(shop)
  await expect(modal).toContainText(`$120.00 is open on invoice ${sent.invoiceNumber}`)
  await expectAccessible(shop)
  await modal.getByRole('button', { name: 'Send Reminder' }).dblclick()
  await expect(shop.getByText('Reminder sent')).toBeVisible()
  await expect(reminders).toContainText('to office@kitchen.test')
  for (const button of await shop.getByRole('button', { name: 'Send Reminder' }).all()) {
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAccessibleDescription(/reminded of this invoice today/)
  }
  await second.getByRole('button', { name: 'Send Reminder' }).click()
  await expect(second.getByRole('alert')).toContainText('today')
})
