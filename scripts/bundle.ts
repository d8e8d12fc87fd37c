import { join, resolve } from 'node:path'
import { projectRoot } from './project-root.js'
import { makeBundle, writeBundle } from './make-bundle.js'

// `npm run build [-- FOLDER]`: the bundle, into dist/ unless a folder is named.
const folder = resolve(process.argv[2] ?? join(projectRoot, 'dist'))
process.chdir(projectRoot)
const files = await makeBundle(join(projectRoot, 'build', 'src', 'index.js'))
writeBundle(folder, files)
for (const [name, text] of files) console.log(`${Buffer.byteLength(text)}\t${name}`)
