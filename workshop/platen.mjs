#!/usr/bin/env node
// The command `platen`. Installs and builds what is missing, then becomes the built command in this very
// process, so that signals, the terminal and the exit code are its own.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfStale, fail, installIfMissing, root } from './prepare.mjs'

installIfMissing()
await buildIfStale().catch((error) => fail(`The build failed: ${error.message}`))
const command = join(root, 'dist', 'server', 'platen.js')
process.argv[1] = command
await import(pathToFileURL(command).href)
