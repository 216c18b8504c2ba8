// The fixed colours of the portal (docs/ui.md). The stylesheet, the mails and the PDF documents read them
// here; the brand colour is not among them: each collectivité sets its own (lib/core/colour.ts).

export const COLOURS = {
  paper: '#FBFAF7',
  sand: '#F6F3EC',
  card: '#FFFFFF',
  line: '#E4E0D8',
  // The edge of a control: 3.4:1 on card, 3.3:1 on paper, 3.1:1 on sand (WCAG 1.4.11).
  control: '#858C94',
  ink: '#1C2430',
  muted: '#55606E',
  sun: '#F2B134',
  'sun-hover': '#E7A21C',
  success: '#17653A',
  'success-soft': '#E3F2E8',
  'success-hover': '#0F4F2C',
  warning: '#7A4E00',
  'warning-soft': '#FFF1CF',
  danger: '#A3211A',
  'danger-soft': '#FCE8E6',
  'danger-hover': '#841710',
  waiting: '#553A99',
  'waiting-soft': '#EEE9FA',
  enrolled: '#4A5563',
  absent: '#3B4657',
  'absent-soft': '#E9ECF0',
} as const

/** The collectivité's colour until it sets one. */
export const DEFAULT_BRAND = '#0F5E6E'

/** The colours of the children's discs, by stored index (0 to 5): white text keeps 4.5:1 on each. */
export const CHILD_COLOURS = ['#2563C9', '#B4500A', '#7A3FB8', '#2B7F4B', '#C0297A', '#0E7C86'] as const
