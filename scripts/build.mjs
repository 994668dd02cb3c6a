/**
 * Compiles src/ into dist/, a file at a time, and does nothing when nothing has changed. What is sent to browsers is bundled: each script
 * is one file, with the kernel and packages that it takes, and the packages' licences at its end.
 *
 * Types are not checked here: `npm test` does that. What was built is written to dist/.stamp, by path, time and size of
 * each input. The stamp is taken away before the first write and put back after the last, so an interrupted build is
 * done again from the start. Nothing goes to standard output, which belongs to the command that caused the build.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const src = join(root, "src")
const dist = join(root, "dist")
const stampFile = join(dist, ".stamp")
const inputsOutsideSrc = ["package-lock.json", "tsconfig.json", "scripts/build.mjs"]
const executables = new Set(["cli/main.js"])
const bundles = ["verify-page", "passkey-page", "counsel-page", "leave-page", "offline-desk", "service-worker"].map((name) => `browser/${name}.ts`)

/** Every file under a folder, as paths from that folder, sorted. Empty when there is no such folder. */
function filesUnder(folder, prefix = "") {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((found) => {
      const path = prefix + found.name
      return found.isDirectory() ? filesUnder(join(folder, found.name), `${path}/`) : [path]
    })
    .sort()
}

/** What a source becomes, or null for what is not part of the program. */
function outputOf(path) {
  if (/(\.test\.tsx?|\.d\.ts|tsconfig\.json)$/.test(path)) return null
  if (path.startsWith("browser/") && !bundles.includes(path)) return null
  if (/\.tsx?$/.test(path)) return path.replace(/\.tsx?$/, ".js")
  return /\.(yaml|css|svg)$/.test(path) ? path : null
}

function fingerprint(path) {
  const { mtimeMs, size } = statSync(path)
  return `${mtimeMs} ${size}`
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"))
  } catch {
    return { settings: "", sources: {} }
  }
}

/** By temporary name, so that no reader and no second build sees half a file. */
function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, content)
  if (executables.has(relative(dist, path))) chmodSync(temporary, 0o755)
  renameSync(temporary, path)
}

async function makeTranspiler() {
  const { default: ts } = await import("typescript")
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  // A file alone does not know that its package.json says "module", so the form of its output is said here.
  const form = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }
  const compilerOptions = { ...options, ...form, noEmit: false, sourceMap: true }
  const host = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => "\n" }
  return (path) => {
    const result = ts.transpileModule(readFileSync(join(src, path), "utf8"), {
      fileName: join(src, path),
      compilerOptions,
      reportDiagnostics: true,
    })
    const mistakes = ts.formatDiagnostics(result.diagnostics ?? [], host)
    const map = JSON.parse(result.sourceMapText)
    map.sources = [relative(dirname(join(dist, path)), join(src, path))]
    return { mistakes, code: result.outputText, map: JSON.stringify(map) }
  }
}

/** One script for browsers, small; `target` is what has been in every browser for some years. */
async function bundle(path) {
  const { build } = await import("esbuild")
  const { outputFiles } = await build({ entryPoints: [join(src, path)], bundle: true, minify: true, format: "iife", platform: "browser", target: "es2022", charset: "utf8", legalComments: "eof", write: false, logLevel: "silent" })
  return outputFiles[0].contents
}

async function bundleAll() {
  let mistakes = ""
  for (const path of bundles) {
    await bundle(path).then((code) => writeWhole(join(dist, outputOf(path)), code), (error) => (mistakes += `${error.message}\n`))
  }
  return mistakes
}

async function build(sources, unchanged) {
  const changed = [...sources.keys()].filter((path) => !unchanged(path) && !path.startsWith("browser/"))
  const transpile = changed.some((path) => /\.tsx?$/.test(path)) ? await makeTranspiler() : null
  let mistakes = ""
  for (const path of changed) {
    const target = join(dist, outputOf(path))
    if (!/\.tsx?$/.test(path)) {
      writeWhole(target, readFileSync(join(src, path)))
      continue
    }
    const result = transpile(path)
    mistakes += result.mistakes
    writeWhole(`${target}.map`, result.map)
    writeWhole(target, result.code)
  }
  return mistakes + ([...sources.keys()].some((path) => /^(?:browser|kernel)\//.test(path) && !unchanged(path)) ? await bundleAll() : "")
}

function removeStrays(sources) {
  const wanted = new Set([...sources.keys()].map(outputOf).filter((path) => path !== null).flatMap((path) => [path, `${path}.map`]))
  for (const path of filesUnder(dist)) if (!wanted.has(path) && !path.endsWith(".tmp")) rmSync(join(dist, path), { force: true })
}

const isSource = (path) => outputOf(path) !== null || (path.startsWith("browser/") && path.endsWith(".ts"))
const paths = filesUnder(src).filter(isSource)
const sources = new Map(paths.map((path) => [path, fingerprint(join(src, path))]))
const settings = inputsOutsideSrc.map((path) => (existsSync(join(root, path)) ? fingerprint(join(root, path)) : "")).join(", ")
const stamp = readStamp()
const unchanged = (path) =>
  stamp.settings === settings && stamp.sources[path] === sources.get(path) && existsSync(join(dist, outputOf(path) ?? ""))
const removed = Object.keys(stamp.sources).some((path) => !sources.has(path))

if (removed || stamp.settings !== settings || !paths.every(unchanged)) {
  rmSync(stampFile, { force: true })
  const mistakes = await build(sources, unchanged)
  if (mistakes === "") {
    removeStrays(sources)
    writeWhole(stampFile, JSON.stringify({ settings, sources: Object.fromEntries(sources) }))
  } else {
    process.stderr.write(mistakes)
    process.exitCode = 1
  }
}
