/** Stands in every backup, for whoever has the file and no Platen. */
export const explanation = `A backup of Platen: everything that one installation kept, at one instant.

Restore it with:  platen restore FILE   (into an empty installation; add --dryRun to check the file only)

It is a tar archive, and can be read without Platen:
  manifest.json              what is in it: version, migrations, tables with columns, rows and checksums, sequences
  tables/SCHEMA.TABLE/*.copy.gz
                             the rows in the text form of PostgreSQL's COPY, in UTF-8, columns in the order of the manifest;
                             the parts of a table, one after the other, are one stream: gunzip -c 00001.copy.gz 00002.copy.gz
  tables/graphile_worker.jobs
                             the jobs that waited
  files/                     what Platen keeps in files beside the database: the secret that API keys and links were made
                             with, and the heads of the audit log that were noted outside the database
  checksum.sha256            SHA-256 of every byte of the archive before this entry (all but the last 2048 bytes)

Whoever has this file has the books, and can use the secret. Keep it as you keep the database.
`
