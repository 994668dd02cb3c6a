import { expect, test } from "vitest"
import { eIdProblem } from "./e-id.ts"

test.each(["sec_3", "sec_3__para_a", "sec_2-173-020__subsec_b__para_1", "art_IV", "cl_joint-duty", "cl_joint-duty__para_a", "sec_10-20__para_a__subpara_3", "sec_3.1"])("%s is a clause id", (eId) => {
  expect(eIdProblem(eId)).toBeNull()
})

test.each([
  ["", "where the number is known"],
  ["joint-duty", "where the number is known"],
  ["sec_3_para_a", "where the number is known"],
  ["sec_3__", "where the number is known"],
  ["sec_", "where the number is known"],
  ["sce_3", "did you mean `sec`"],
  ["§_3", "where the number is known"],
])("`%s` is none", (eId, hint) => {
  expect(eIdProblem(eId)).toMatchObject({ code: "law/bad-clause-id" })
  expect(eIdProblem(eId)?.hint).toContain(hint)
})
