/** Every kind of page in English. */
import { testEveryPage } from "./setup/every-page.ts"

testEveryPage("en")
