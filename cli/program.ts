import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { settingsHelp } from '../server/settings.ts'
import { fail } from './print.ts'

const settingsText = settingsHelp
  .map(([name, meaning, fallback]) => `  ${name.padEnd(20)} ${meaning} (default: ${fallback})`)
  .join('\n')

/** Runs one command line and gives its exit code. Each command loads only what it needs. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json')
  const [noun = '', verb = ''] = argv.filter((word) => !word.startsWith('-'))
  try {
    let exitCode = 0
    const program = buildProgram((code) => {
      exitCode = code
    })
    const own = program.commands.find((command) => command.name() === noun)
    // Only what may be an operation waits for the whole contract to be read.
    if (!own || own.commands.length > 0) {
      const { isOperationNoun, operationNouns, runOperation } = await import('./operations.ts')
      if (isOperationNoun(noun) && !isSystemVerb(noun, verb)) return await runOperation(argv)
      program.addHelpText('after', operationsHelp(operationNouns()))
    }
    await program.parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    // Commander has said on standard error what is wrong with the command line, or shown its help.
    if (error instanceof CommanderError && (error.exitCode === 0 || !json)) return error.exitCode
    return fail(error, json)
  }
}

/** `company create` and `api-key create` are told to the installation, not to one company as the operations are. */
function isSystemVerb(noun: string, verb: string): boolean {
  return (
    (noun === 'company' && verb === 'create') ||
    (noun === 'import' && ['customers', 'receivables'].includes(verb))
  )
}

function operationsHelp(nouns: readonly string[]): string {
  return `\nOperations: platen <noun> <verb> --company SLUG [--json] [--dryRun]\n  nouns: ${nouns.join(', ')}\n\nSettings (environment, or .env):\n${settingsText}`
}

function buildProgram(exit: (code: number) => void): Command {
  const program = new Command('platen')
    .description('Platen: customers, invoices and receivables that prove themselves')
    .exitOverride()
    .showHelpAfterError('Run "platen --help" to see every command.')
  addServerCommands(program)
  addCompanyCommands(program)
  addBookCommands(program, exit)
  for (const command of program.commands) {
    // A group passes its options on to nobody; its own commands declare theirs.
    if (command.commands.length === 0) command.option('--json', 'print one JSON document on standard output')
  }
  return program
}

function readCount(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a number from 0 to 99.')
}

function addServerCommands(program: Command): void {
  program
    .command('start')
    .description('start the database, migrate, and serve the screens and the API')
    .option('--workers <n>', 'worker processes beside the server', readCount, 1)
    .option('--no-web', 'without screens and API: the database and the workers')
    .addHelpText('after', `\nSettings (environment, or .env):\n${settingsText}`)
    .action(async (options: { web: boolean; workers: number }) => (await import('./start.ts')).start(options))
  program
    .command('worker')
    .description('work the job queue, beside a running server or on a machine of its own')
    .addOption(new Option('--supervised').hideHelp())
    .action(async (options: { supervised?: boolean }) => (await import('./worker.ts')).work(options))
  program
    .command('migrate')
    .description('bring the database up to this version')
    .option('--dryRun, --dry-run', 'name the migrations that are missing, and apply none')
    .action(async (options: { json?: boolean; dryRun?: boolean }) =>
      (await import('./migrate.ts')).migrateDatabase(options),
    )
  const database = program
    .command('database')
    .description('reach the database with other tools')
    .exitOverride()
  database
    .command('url')
    .description('print a connection string, embedded server included')
    .option('--admin', 'of the role that owns and migrates')
    .option('--json', 'print one JSON document on standard output')
    .action(async (options: { admin?: boolean; json?: boolean }) =>
      (await import('./database-url.ts')).databaseUrl(options),
    )
}

function addCompanyCommands(program: Command): void {
  const company = program.command('company').description('companies of this installation').exitOverride()
  company
    .command('create')
    .description('found a company')
    .requiredOption('--name <name>', 'its name')
    .option('--currency <code>', 'ISO 4217 code', 'USD')
    .option('--country <code>', 'ISO 3166 code: where phone numbers are at home', 'US')
    .option('--time-zone <zone>', 'IANA time zone', 'America/New_York')
    .option('--owner-email <email>', 'a person to own it; somebody new is invited by a link')
    .option('--json', 'print one JSON document on standard output')
    .option('--dryRun, --dry-run', 'show what would be made, and make nothing')
    .action(async (options) => (await import('./company.ts')).createCompany(options))
  const key = program.command('api-key').description('API keys').exitOverride()
  key
    .command('create')
    .description('make an API key; it is shown once')
    .requiredOption('--company <slug>', 'the company')
    .requiredOption('--role <role>', 'owner, admin, accountant, sales or viewer')
    .option('--name <name>', 'what it is for', 'Command line')
    .option('--json', 'print one JSON document on standard output')
    .option('--dryRun, --dry-run', 'show what would be made, and make nothing')
    .action(async (options) => (await import('./api-key.ts')).createKey(options))
  const seed = program.command('seed').description('sample data').exitOverride()
  seed
    .command('demo')
    .description('make the demo shop Halftone Press')
    .option('--invoices <n>', 'how many invoices', '60')
    .option('--customers <n>', 'how many customers', '14')
    .option('--companies <n>', 'how many shops of this size, besides a small second business', '1')
    .option('--json', 'print one JSON document on standard output')
    .option('--dryRun, --dry-run', 'show what would be made, and make nothing')
    .action(async (options) => (await import('./seed.ts')).seedDemo(options))
}

function addBookCommands(program: Command, exit: (code: number) => void): void {
  const imports = program.command('import').description('bring another system’s data in').exitOverride()
  imports
    .command('receivables')
    .description('invoices and payments from a CSV file')
    .argument('<file>', 'the CSV file, with a header line')
    .requiredOption('--company <slug>', 'the company')
    .requiredOption(
      '--columns <map>',
      'customer=…,invoiceNumber=…,issueDate=…,dueDate=…,amount=…[,paidDate=…][,paidAmount=…][,customerName=…]',
    )
    .option('--dateFormat, --date-format <format>', 'how dates are written', 'YYYY-MM-DD')
    .option('--json', 'print one JSON document on standard output')
    .option('--dryRun, --dry-run', 'show what would change, and change nothing')
    .action(async (file: string, options) =>
      exit(await (await import('./import-receivables.ts')).importFile(file, options)),
    )
  imports
    .command('customers')
    .description('customers with contacts and addresses from a CSV file, as `customers export` gives it')
    .argument('<file>', 'the CSV file, with a line of columns')
    .requiredOption('--company <slug>', 'the company')
    .option('--json', 'print one JSON document on standard output')
    .option('--dryRun, --dry-run', 'show what would change, and change nothing')
    .action(async (file: string, options) =>
      exit(await (await import('./import-customers.ts')).importCustomerFile(file, options)),
    )
  addBackfillCommands(program, exit)
  addBackupCommands(program, exit)
  program
    .command('verify')
    .description('re-derive every balance and number; silent when all holds')
    .option('--company <slug>', 'one company; all of them when left out')
    .action(async (options) => exit(await (await import('./verify.ts')).verifyBooks(options)))
}

function addBackupCommands(program: Command, exit: (code: number) => void): void {
  program
    .command('backup')
    .description('write everything that Platen keeps into one file, while it runs')
    .argument('<file>', 'the file to write; whoever has it has the books')
    .option('--force', 'write over a file that is there')
    .option('--dryRun, --dry-run', 'show what would be written, and write nothing')
    .addHelpText('after', backupHelp)
    .action(async (file: string, options) => (await import('./backup.ts')).backUp(file, options))
  program
    .command('restore')
    .description('have an installation again from a backup, checked and verified before it comes into use')
    .argument('<file>', 'what "platen backup" wrote')
    .option('--replace', 'into an installation that is not empty: everything that is there now is lost')
    .option('--evenIfBroken, --even-if-broken', 'also when "platen verify" would find something in it')
    .option('--dryRun, --dry-run', 'check the file and the place, and change nothing')
    .addHelpText('after', restoreHelp)
    .action(async (file: string, options) =>
      exit(await (await import('./restore.ts')).restore(file, options)),
    )
}

const backupHelp = `
The file holds every row of one instant, what waits in the job queue, the secret that API keys and links were made with,
and the noted heads of the audit log. Not in it: who is signed in, a PLATEN_SECRET and other settings of the environment.
On a PostgreSQL of yours it needs DATABASE_URL and DATABASE_ADMIN_URL.`

const restoreHelp = `
Stop Platen first. The backup is checked to its last byte, built up beside what is there, brought up to this version and
verified; only then it takes its place, in one step. When anything fails, everything is as it was.
On a PostgreSQL of yours, the login of DATABASE_ADMIN_URL owns the database and may create another (CREATEDB); what was
set on the database itself with ALTER DATABASE … SET is to be set again.`

function addBackfillCommands(program: Command, exit: (code: number) => void): void {
  const backfill = program
    .command('backfill')
    .description('write caches anew from what they are caches of')
    .exitOverride()
  backfill
    .command('list')
    .description('every backfill; with a company, the last run of each')
    .option('--company <slug>', 'the company')
    .option('--json', 'print one JSON document on standard output')
    .action(async (options) => (await import('./backfill.ts')).listBackfills(options))
  backfill
    .command('run')
    .description('run one; a second run writes nothing')
    .argument('<name>', 'which one')
    .option('--company <slug>', 'the company')
    .option('--all', 'every company')
    .option('--batchSize, --batch-size <n>', 'customers a batch; each batch is a transaction', '200')
    .option('--resume', 'go on with the last run, if that was cut off')
    .option('--json', 'print one JSON document on standard output')
    .option('--dryRun, --dry-run', 'show what would change, and change nothing')
    .action(async (name: string, options) =>
      exit(await (await import('./backfill.ts')).runBackfill(name, options)),
    )
}
