/*
 * The nine tables of a customer's lifecycle and their join table, as their document describes them, in our own words.
 * A column reads `type [required] [default value] [-> table it refers to]`, an index `[unique|gin] (columns) [where …]`.
 */
export interface DescribedTable {
  columns: Record<string, string>
  primaryKey: string
  indexes: readonly string[]
}

const ownRow = {
  id: 'uuid required default uuid_generate_v4()',
  company_id: 'uuid required -> auth.companies',
}
const ofCustomer = { ...ownRow, customer_id: 'uuid required -> invoicing.customers' }
const byUser = 'uuid -> auth.users'
const instants = { created_at: 'timestamp required', updated_at: 'timestamp required' }
const softDeleted = { ...instants, deleted_at: 'timestamp' }

export const describedTables: Record<string, DescribedTable> = {
  customers: {
    columns: {
      ...ownRow,
      customer_number: 'varchar(30) required',
      name: 'varchar(255) required',
      legal_name: 'varchar(255)',
      status: 'enum(active, blocked, inactive) required default active',
      email: 'varchar(255)',
      phone: 'varchar(50)',
      default_currency: 'char(3) required',
      payment_terms: 'varchar(100)',
      credit_limit: 'decimal(15,2)',
      credit_limit_effective_at: 'timestamp',
      tax_id: 'varchar(50)',
      website: 'varchar(255)',
      notes: 'text',
      created_by_user_id: byUser,
      ...softDeleted,
    },
    primaryKey: '(id)',
    indexes: [
      'unique (company_id, customer_number)',
      '(company_id, status)',
      '(company_id, email)',
      'gin (name gin_trgm_ops)',
    ],
  },
  customer_contacts: {
    columns: {
      ...ofCustomer,
      first_name: 'varchar(100) required',
      last_name: 'varchar(100) required',
      email: 'varchar(255) required',
      phone: 'varchar(50)',
      role: 'varchar(100) required',
      is_primary: 'boolean required default false',
      preferred_channel: 'enum(email, phone, portal, sms) required default email',
      created_by_user_id: byUser,
      ...softDeleted,
    },
    primaryKey: '(id)',
    indexes: ['unique (customer_id, lower(email))', 'unique (customer_id, role) where is_primary'],
  },
  customer_addresses: {
    columns: {
      ...ofCustomer,
      label: 'varchar(100) required',
      type: 'enum(billing, other, shipping, statement) required',
      line1: 'varchar(255) required',
      line2: 'varchar(255)',
      city: 'varchar(100)',
      state: 'varchar(100)',
      postal_code: 'varchar(30)',
      country: 'char(2) required',
      is_default: 'boolean required default false',
      notes: 'text',
      ...softDeleted,
    },
    primaryKey: '(id)',
    indexes: ['unique (customer_id, type) where is_default'],
  },
  customer_credit_limits: {
    columns: {
      ...ofCustomer,
      limit_amount: 'decimal(15,2) required',
      effective_at: 'timestamp required default now()',
      expires_at: 'timestamp',
      status: 'enum(approved, pending, revoked) required default approved',
      reason: 'text',
      changed_by_user_id: 'uuid required -> auth.users',
      approval_reference: 'varchar(100)',
      created_at: 'timestamp required',
    },
    primaryKey: '(id)',
    indexes: ['(customer_id, effective_at DESC)'],
  },
  customer_statements: {
    columns: {
      ...ofCustomer,
      period_start: 'date required',
      period_end: 'date required',
      generated_at: 'timestamp required',
      generated_by_user_id: byUser,
      opening_balance: 'decimal(15,2) required',
      total_invoiced: 'decimal(15,2) required',
      total_paid: 'decimal(15,2) required',
      total_credit_notes: 'decimal(15,2) required',
      closing_balance: 'decimal(15,2) required',
      aging_bucket_summary: 'jsonb required',
      document_path: 'varchar(255)',
      checksum: 'varchar(64)',
    },
    primaryKey: '(id)',
    indexes: ['unique (customer_id, period_start, period_end)'],
  },
  customer_aging_snapshots: {
    columns: {
      ...ofCustomer,
      snapshot_date: 'date required default current_date',
      bucket_current: 'decimal(15,2) required',
      bucket_1_30: 'decimal(15,2) required',
      bucket_31_60: 'decimal(15,2) required',
      bucket_61_90: 'decimal(15,2) required',
      bucket_90_plus: 'decimal(15,2) required',
      total_invoices: 'integer required',
      generated_via: 'enum(on_demand, scheduled) required',
      generated_by_user_id: byUser,
      created_at: 'timestamp required',
    },
    primaryKey: '(id)',
    indexes: ['(customer_id, snapshot_date DESC)'],
  },
  customer_groups: {
    columns: {
      ...ownRow,
      name: 'varchar(100) required',
      description: 'text',
      is_default: 'boolean required default false',
      ...instants,
    },
    primaryKey: '(id)',
    indexes: ['unique (company_id, name)'],
  },
  customer_group_members: {
    columns: {
      customer_id: 'uuid required -> invoicing.customers',
      group_id: 'uuid required -> invoicing.customer_groups',
    },
    primaryKey: '(customer_id, group_id)',
    indexes: [],
  },
  customer_communications: {
    columns: {
      ...ofCustomer,
      contact_id: 'uuid -> invoicing.customer_contacts',
      channel: 'enum(email, meeting, note, phone) required',
      direction: 'enum(inbound, internal, outbound) required',
      subject: 'varchar(255)',
      body: 'text',
      logged_by_user_id: 'uuid required -> auth.users',
      occurred_at: 'timestamp required',
      attachments: 'jsonb',
      ...instants,
    },
    primaryKey: '(id)',
    indexes: [],
  },
}
