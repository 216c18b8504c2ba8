import type { Config } from 'tailwindcss'
import { COLOURS } from './lib/core/tokens'

// The theme replaces Tailwind's own colours, sizes and shadows: a colour or a size that is not of the
// portal's design does not exist as a class.
const config: Config = {
  content: ['./app/**/*.tsx', './components/**/*.tsx'],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      white: '#FFFFFF',
      ...COLOURS,
      // Set on <html> from the collectivité's colour (lib/core/colour.ts).
      brand: {
        DEFAULT: 'var(--brand)',
        ink: 'var(--brand-ink)',
        hover: 'var(--brand-hover)',
        soft: 'var(--brand-soft)',
        text: 'var(--brand-text)',
      },
    },
    fontFamily: {
      sans: ['var(--font-figtree)', 'system-ui', 'sans-serif'],
      heading: ['var(--font-bricolage)', 'var(--font-figtree)', 'system-ui', 'sans-serif'],
      code: ['var(--font-red-hat-mono)', 'ui-monospace', 'monospace'],
    },
    fontSize: {
      // 12.5 px: only for a state under an activity in the month grid.
      cell: ['0.78125rem', { lineHeight: '1.25' }],
      sm: ['0.875rem', { lineHeight: '1.45' }],
      note: ['0.9375rem', { lineHeight: '1.45' }],
      base: ['1rem', { lineHeight: '1.45' }],
      lg: ['1.125rem', { lineHeight: '1.35' }],
      xl: ['1.25rem', { lineHeight: '1.3' }],
      '2xl': ['1.5625rem', { lineHeight: '1.2' }],
      '3xl': ['2.125rem', { lineHeight: '1.15' }],
      '4xl': ['2.875rem', { lineHeight: '1.15' }],
    },
    fontWeight: { normal: '400', medium: '500', semibold: '600', bold: '700' },
    borderRadius: {
      none: '0',
      tag: '0.375rem',
      control: '0.625rem',
      card: '0.875rem',
      sheet: '1.25rem',
      full: '9999px',
    },
    boxShadow: {
      none: 'none',
      // The one shadow, for what floats.
      float: '0 1px 2px rgb(28 36 48 / 0.06), 0 12px 32px -8px rgb(28 36 48 / 0.22)',
    },
    transitionDuration: { DEFAULT: '150ms', slow: '200ms' },
    screens: { sm: '40rem', md: '48rem', lg: '64rem', xl: '80rem' },
    extend: {
      maxWidth: { page: '75rem', reading: '42rem', form: '30rem' },
      minHeight: { target: '2.75rem' },
      minWidth: { target: '2.75rem' },
      width: { menu: '15.75rem' },
    },
  },
}

export default config
