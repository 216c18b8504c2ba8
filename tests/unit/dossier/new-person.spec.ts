import { expect, test } from '@playwright/test'
import { day } from '@/lib/core/day'
import { DECLARED_DOSSIER } from '@/lib/dossier/declaration'
import { SHOWN_FIELD } from '@/lib/dossier/schema'
import { personFormSchema } from '@/lib/family/schema'

const schema = personFormSchema(
  () => day('2026-11-24'),
  async () => DECLARED_DOSSIER,
)
const GUARDIAN = {
  familyId: '0194a000-0000-7000-8000-000000000001',
  kind: 'guardian',
  title: 'MME',
  lastName: 'Delmas',
  firstNames: 'Sofia',
}

test('what a form of a new person claims to have shown is neither taken for checked nor written', async () => {
  const forged = { ...GUARDIAN, postalCode: 'x', [SHOWN_FIELD]: '{"postalCode":"x","careplan":"y"}' }
  const refused = await schema.safeParseAsync(forged)
  expect(refused.error?.issues.map(({ path }) => path[0])).toContain('postalCode')
  const taken = await schema.parseAsync({
    ...GUARDIAN,
    [SHOWN_FIELD]: '{"careplan":"y","lastName":"Martin"}',
  })
  expect(taken?.asked).toMatchObject({ lastName: 'Delmas', firstNames: 'Sofia', addressLine: null })
  expect(taken?.asked).not.toHaveProperty('careplan')
})
