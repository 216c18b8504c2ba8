const WORDS = ['Trop facile à deviner', 'Facile à deviner', 'Moyen', 'Bon', 'Excellent'] as const
const TONES = ['text-danger', 'text-danger', 'text-warning', 'text-success', 'text-success'] as const

type StrengthMeterProps = {
  /** As zxcvbn gives it. */
  score: 0 | 1 | 2 | 3 | 4
  /** What would make it better. */
  advice?: string
}

/** How strong a password is, in a word and a bar. Goes in the `strength` slot of `PasswordField`. */
export function StrengthMeter({ score, advice }: StrengthMeterProps) {
  return (
    <div className={`flex flex-col gap-1 ${TONES[score]}`}>
      <progress className="bar h-1.5" value={score + 1} max={5} aria-label="Solidité du mot de passe" />
      <p role="status" className="text-note">
        <span className="font-semibold">{WORDS[score]}.</span> {advice}
      </p>
    </div>
  )
}
