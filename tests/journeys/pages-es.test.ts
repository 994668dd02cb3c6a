/** Every kind of page in Spanish. */
import { testEveryPage } from "./setup/every-page.ts"

testEveryPage("es")
