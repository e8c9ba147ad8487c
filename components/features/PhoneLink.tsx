import parsePhoneNumber from 'libphonenumber-js/min'

/** A phone number of E.164 as people read it; a press calls it. */
export function PhoneLink({ phone }: { phone: string }) {
  return <a href={`tel:${phone}`}>{shownPhone(phone)}</a>
}

/** "+1 937 555 0117" of "+19375550117". */
export function shownPhone(phone: string): string {
  return parsePhoneNumber(phone)?.formatInternational() ?? phone
}
