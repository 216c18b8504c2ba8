'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import { CONTROL_LOOK, FieldError, fieldAttributes } from '@/components/form/field'
import { Button } from '@/components/ui/button'
import type { TariffFields } from './tariff-form-fields'

type BracketRowsProps = { fields: TariffFields; prefix: string; legend: string }

/** Without scripts no row is added in the page: these wait, and empty ones are not read. */
const SPARE_ROWS = 8

const never = () => () => undefined

/** Brackets as rows of a quotient and a price, in any order. */
export function BracketRows({ fields, prefix, legend }: BracketRowsProps) {
  const [rows, setRows] = useState(() => [...keysOf(fields, prefix), newKey(keysOf(fields, prefix))])
  const hasScripts = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const spare = hasScripts
    ? []
    : Array.from({ length: SPARE_ROWS }, (_, n) => String(Number(rows.at(-1)) + n + 1))
  function remove(key: string, form: HTMLFormElement) {
    flushSync(() => setRows((before) => before.filter((one) => one !== key)))
    fields.reread(form)
    form.querySelector<HTMLElement>(`[data-add="${prefix}"]`)?.focus()
  }
  function add(form: HTMLFormElement) {
    const key = newKey(rows)
    flushSync(() => setRows((before) => [...before, key]))
    form.querySelector<HTMLElement>(`[name="${prefix}.from.${key}"]`)?.focus()
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="text-note text-muted">
        Une tranche vaut jusqu’au début de la suivante ; la première commence au QF 0. Une ligne vide ne
        compte pas.
      </p>
      <ol className="flex flex-col gap-2">
        {[...rows, ...spare].map((key, index) => (
          <li key={key} className="grid grid-cols-[1fr_1fr_auto] items-start gap-2">
            <Cell
              fields={fields}
              name={`${prefix}.from.${key}`}
              label="À partir du QF"
              about={`${legend}, ligne ${index + 1}`}
            />
            <Cell
              fields={fields}
              name={`${prefix}.price.${key}`}
              label="Prix"
              unit="€"
              about={`${legend}, ligne ${index + 1}`}
            />
            {hasScripts && (
              <Button
                variant="quiet"
                size="icon"
                className="mt-6"
                aria-label={`Enlever la ligne ${index + 1}`}
                onClick={(event) => remove(key, event.currentTarget.form!)}
              >
                <Trash2 aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ol>
      {hasScripts && (
        <div>
          <Button
            variant="secondary"
            size="sm"
            data-add={prefix}
            onClick={(event) => add(event.currentTarget.form!)}
          >
            <Plus aria-hidden /> Ajouter une tranche
          </Button>
        </div>
      )}
    </div>
  )
}

type CellProps = { fields: TariffFields; name: string; label: string; about: string; unit?: string }

function Cell({ fields, name, label, about, unit }: CellProps) {
  const { defaultValue, error } = fields.field(name)
  const attributes = fieldAttributes({ name, error })
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={attributes.id} className="text-sm font-semibold">
        {label}
        <span className="sr-only">, {about}</span>
      </label>
      <span className="relative">
        <input
          type="text"
          inputMode={unit ? 'decimal' : 'numeric'}
          defaultValue={defaultValue}
          className={`${CONTROL_LOOK} tabular-nums ${unit ? 'pr-8' : ''}`}
          {...attributes}
        />
        {unit && (
          <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-muted">
            {unit}
          </span>
        )}
      </span>
      <FieldError id={attributes.id}>{error}</FieldError>
    </div>
  )
}

/** The rows that the form holds, in their order. */
function keysOf({ values }: TariffFields, prefix: string): string[] {
  const own = `${prefix}.from.`
  return Object.keys(values)
    .filter((name) => name.startsWith(own))
    .map((name) => name.slice(own.length))
}

const newKey = (keys: readonly string[]) => String(Math.max(-1, ...keys.map(Number)) + 1)
