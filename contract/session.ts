import { z } from 'zod'
import { countryCode } from './addresses.ts'
import { currencyCode } from './money.ts'
import { session } from './operation.ts'
import { permissions, roles } from './permissions.ts'
import { emailAddress, line } from './text.ts'

export const password = z
  .string()
  .min(10, 'must have at least 10 characters')
  .max(200, 'must have at most 200 characters')

export const timeZone = z
  .string()
  .min(1)
  .max(100)
  .meta({ description: 'IANA time zone', examples: ['America/New_York'] })

export const companyName = line(200)

const membership = z.object({ companyId: z.uuid(), slug: z.string(), name: z.string(), role: z.enum(roles) })

/** Who is signed in, for which company, and what they may do there. */
export const signedIn = z.object({
  user: z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    kind: z.enum(['person', 'api_key', 'system']),
  }),
  company: z
    .object({
      id: z.uuid(),
      slug: z.string(),
      name: z.string(),
      currency: z.string(),
      timeZone: z.string(),
      taxRate: z.string(),
      today: z.string().meta({ description: 'The company’s day now' }),
    })
    .nullable(),
  role: z.enum(roles).nullable(),
  permissions: z.array(z.enum(permissions)),
  companies: z.array(membership),
})
export type SignedIn = z.infer<typeof signedIn>

export const sessionContract = {
  signUp: session('public')
    .route({
      method: 'POST',
      path: '/sign-up',
      successStatus: 201,
      tags: ['Session'],
      summary: 'Sign up the first owner',
      description:
        'Makes the first owner and their company, and signs them in. Closed as soon as an owner exists.',
    })
    .input(
      z.strictObject({
        name: line(200),
        email: emailAddress,
        password,
        companyName,
        currency: currencyCode.default('USD'),
        country: countryCode.default('US'),
        timeZone: timeZone.default('America/New_York'),
      }),
    )
    .output(signedIn),
  signUpState: session('public')
    .route({
      method: 'GET',
      path: '/sign-up',
      tags: ['Session'],
      summary: 'Whether the first owner may still sign up',
    })
    .output(
      z.object({ open: z.boolean(), demo: z.object({ email: z.string(), password: z.string() }).nullable() }),
    ),
  signIn: session('public')
    .route({
      method: 'POST',
      path: '/session',
      successStatus: 201,
      tags: ['Session'],
      summary: 'Sign in with e-mail and password',
    })
    .input(z.strictObject({ email: emailAddress, password: z.string().min(1).max(200) }))
    .output(signedIn),
  acceptInvitation: session('public')
    .route({
      method: 'POST',
      path: '/invitations/accept',
      successStatus: 201,
      tags: ['Session'],
      summary: 'Choose a password with an invitation, and sign in',
    })
    .input(z.strictObject({ token: z.string().min(1).max(200), password }))
    .output(signedIn),
  show: session('signed-in')
    .route({
      method: 'GET',
      path: '/session',
      tags: ['Session'],
      summary: 'Who is calling, and for which company',
    })
    .output(signedIn),
  signOut: session('signed-in')
    .route({ method: 'DELETE', path: '/session', successStatus: 200, tags: ['Session'], summary: 'Sign out' })
    .output(z.object({ signedOut: z.literal(true) })),
  switchCompany: session('signed-in')
    .route({
      method: 'PUT',
      path: '/session/company',
      tags: ['Session'],
      summary: 'Work for another of your companies',
    })
    .input(z.strictObject({ companyId: z.uuid() }))
    .output(signedIn),
}
