import { Check, TriangleAlert, X, type LucideIcon } from 'lucide-react'
import { Checkbox } from '@/components/ui/choice'
import { classes } from '@/components/ui/classes'
import { Td, Th, Tr } from '@/components/ui/table'
import type { WaitingDecision } from '@/lib/dossier/queries/decision-screen'
import type { Verdict } from '@/lib/dossier/rules'

type DecisionRowProps = {
  item: WaitingDecision
  verdict: Verdict | undefined
  /** Whether the agent had confirmed to have seen the value in force, at a refused sending. */
  acknowledged: boolean
  onDecide: (verdict: Verdict) => void
}

/** A change: value in force, value asked for, accept or refuse; in a conflict, the three values to read. */
export function DecisionRow({ item, verdict, acknowledged, onDecide }: DecisionRowProps) {
  const name = `verdict.${item.id}`
  return (
    <>
      <Tr>
        <Th scope="row" className="py-4! pl-0! align-middle font-normal text-muted">
          {item.label}
        </Th>
        <Td label="En vigueur" className="align-middle! max-md:px-0!">
          <span className="text-muted line-through decoration-1">{item.current}</span>
        </Td>
        <Td label="Demandé" className="align-middle! max-md:px-0! text-base font-semibold">
          {item.asked}
        </Td>
        <Td className="pr-0! align-middle! max-md:pl-0!">
          <input type="hidden" name={`version.${item.id}`} value={item.version} />
          <fieldset className="flex gap-2 lg:justify-end">
            <legend className="sr-only">{item.label}</legend>
            <VerdictRadio
              {...{ name, onDecide }}
              value="ACCEPT"
              checked={verdict === 'ACCEPT'}
              label={`Accepter : ${item.label}`}
              icon={Check}
              look="has-checked:border-transparent has-checked:bg-success has-checked:text-white"
            />
            <VerdictRadio
              {...{ name, onDecide }}
              value="REFUSE"
              checked={verdict === 'REFUSE'}
              label={`Refuser : ${item.label}`}
              icon={X}
              look="has-checked:border-transparent has-checked:bg-danger has-checked:text-white"
            />
          </fieldset>
        </Td>
      </Tr>
      {item.conflict && <ConflictRow item={item} conflict={item.conflict} acknowledged={acknowledged} />}
    </>
  )
}

type VerdictRadioProps = {
  name: string
  value: Verdict
  checked: boolean
  label: string
  icon: LucideIcon
  look: string
  onDecide: (verdict: Verdict) => void
}

function VerdictRadio({ name, value, checked, label, icon: Icon, look, onDecide }: VerdictRadioProps) {
  return (
    <label
      title={label}
      className={classes(
        'pressable relative flex size-11 items-center justify-center rounded-control border border-control bg-card hover:bg-sand',
        'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--ring)',
        look,
      )}
    >
      <input
        type="radio"
        className="absolute inset-0 cursor-pointer opacity-0"
        name={name}
        value={value}
        checked={checked}
        onChange={() => onDecide(value)}
        aria-label={label}
      />
      <Icon />
    </label>
  )
}

type ConflictRowProps = {
  item: WaitingDecision
  conflict: NonNullable<WaitingDecision['conflict']>
  acknowledged: boolean
}

function ConflictRow({ item, conflict, acknowledged }: ConflictRowProps) {
  return (
    <tr role="row">
      <td role="cell" colSpan={4} className="pb-4">
        <div className="rounded-control border border-transparent bg-warning-soft p-3.5 text-warning">
          <p className="flex gap-2 font-semibold">
            <TriangleAlert className="mt-0.5" />
            La valeur en vigueur a changé depuis la demande
          </p>
          <dl className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-[auto_1fr]">
            <dt>À la demande</dt>
            <dd className="font-semibold">{conflict.before}</dd>
            <dt>En vigueur maintenant</dt>
            <dd className="font-semibold">{item.current}</dd>
            <dt>Demandé</dt>
            <dd className="font-semibold">{item.asked}</dd>
          </dl>
          <label className="mt-2 flex min-h-target items-center gap-3">
            <Checkbox
              name={`acknowledged.${item.id}`}
              value={conflict.acknowledged}
              defaultChecked={acknowledged}
            />
            J’ai vu la valeur en vigueur : l’accepter la remplace.
          </label>
        </div>
      </td>
    </tr>
  )
}
