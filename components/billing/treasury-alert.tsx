import { Landmark } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { treasuryWords } from '@/lib/recovery/messages'

type TreasuryAlertProps = { settings: { office: string; officeAddress: string }; className?: string }

/** What a family does of an invoice that the Trésor public collects. */
export function TreasuryAlert({ settings, className }: TreasuryAlertProps) {
  return (
    <Alert tone="warning" icon={Landmark} title="Transmise au Trésor public" className={className}>
      {treasuryWords(settings).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Alert>
  )
}
