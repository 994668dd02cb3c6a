/**
 * Runs a TypeScript file that is not part of the program: bundled by esbuild with its packages left outside, then imported.
 * The bundle lies in the node_modules of the package that the file belongs to, where its imports are looked up.
 */
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { build } from "esbuild"

/** The module's exports. `entry` is absolute; `packageFolder` holds the node_modules to use. */
export async function load(entry, packageFolder) {
  const name = entry.replace(/^.*[\\/]/, "").replace(/\.tsx?$/, "")
  const outfile = join(packageFolder, "node_modules", ".cache", "writ-scripts", `${name}.${process.pid}.mjs`)
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  })
  process.setSourceMapsEnabled(true)
  return import(pathToFileURL(outfile).href)
}
