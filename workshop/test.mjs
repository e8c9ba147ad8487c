// `npm test`: installs what is missing, a browser included, and runs every check.
import { findOrInstallChromium, installIfMissing } from './prepare.mjs'

installIfMissing()
const chromium = findOrInstallChromium()
if (chromium) process.env.PLATEN_CHROMIUM = chromium
await import('./check.mjs')
