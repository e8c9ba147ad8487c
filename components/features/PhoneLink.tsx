import parsePhoneNumber from 'libphonenumber-js/min'

/** A phone number of E.164 as people read it, "+1 937 555 0117"; a press calls it. */
export function PhoneLink({ phone }: { phone: string }) {
  return <a href={`tel:${phone}`}>{parsePhoneNumber(phone)?.formatInternational() ?? phone}</a>
}
