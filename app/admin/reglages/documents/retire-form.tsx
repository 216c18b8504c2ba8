'use client'

import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { retire } from './actions'

type RetireFormProps = { id: number; name: string; isRetired: boolean }

/** « Ne plus demander » a document, or ask for it again; what families sent stays. */
export function RetireForm({ id, name, isRetired }: RetireFormProps) {
  const { pending, form } = useActionForm(retire)
  return (
    <form {...form}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="retired" value={isRetired ? '0' : '1'} />
      <SubmitButton variant="quiet" size="sm" pending={pending}>
        {isRetired ? 'Demander de nouveau' : 'Ne plus demander'}
        <span className="sr-only"> : {name}</span>
      </SubmitButton>
    </form>
  )
}
