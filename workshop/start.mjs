// `npm start`: the command `platen start`, with the arguments after `--` passed on.
process.argv.splice(2, 0, 'start')
await import('./platen.mjs')
