/** Lint for the whole tree: typescript-eslint's strict set with types, and the few rules of ours that a reader would otherwise have to watch for. */
import { defineConfig, globalIgnores } from "eslint/config"
import ts from "typescript-eslint"

const noDefaultExports = { selector: "ExportDefaultDeclaration", message: "Export by name." }
const noExportAll = { selector: "ExportAllDeclaration", message: "Name every export." }
const clock = "The kernel has no clock: take the instant as an argument."
const noClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: clock },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: "The kernel has no randomness: take it as an argument." },
]

export default defineConfig(
  globalIgnores(["dist/", "**/node_modules/", "tests/golden/", "packs/", "data/"]),
  {
    files: ["**/*.ts", "**/*.tsx"],
    ignores: ["bench/**"],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: ["tsconfig.json", "src/browser/tsconfig.json", "tests/journeys/tsconfig.json"], tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { allowDefaultCaseForExhaustiveSwitch: false, considerDefaultExhaustiveForUnions: false }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: "only-allowed-literals" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-restricted-syntax": ["error", noDefaultExports, noExportAll],
    },
  },
  {
    files: ["src/kernel/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-syntax": ["error", noDefaultExports, noExportAll, ...noClock] },
  },
  {
    files: ["src/kernel/globals.d.ts"],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: false } },
    rules: { "no-var": "off", "@typescript-eslint/no-unused-vars": "off", "@typescript-eslint/no-misused-new": "off" },
  },
  {
    files: ["**/*.test.{ts,tsx}", "tests/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["*.config.{ts,js}"],
    rules: { "no-restricted-syntax": "off" },
  },
  { files: ["bench/**/*.ts"], extends: [ts.configs.strict] },
  { files: ["**/*.mjs", "**/*.js"], extends: [ts.configs.strict] },
)
