import { z } from 'zod'

/** What `creerPaiementSecurise` gives: a UUID (REFERENCE §1.3). */
export const createdSchema = z.object({
  idop: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
})

/**
 * What `recupererDetailPaiementSecurise` gives. Only the result must be there: a payment is not lost because the service
 * left out a date; what it left out of the echo differs from what was noted, and is raised.
 */
export const detailSchema = z.object({
  resultrans: z.string().min(1),
  numauto: z.string().optional(),
  dattrans: z.string().optional(),
  heurtrans: z.string().optional(),
  numcli: z.string().optional(),
  refdet: z.string().optional(),
  montant: z.string().optional(),
  saisie: z.string().optional(),
})

/** What `recupererDetailClient` gives. */
export const clientSchema = z.object({
  numcli: z.string().regex(/^\d{6}$/),
  libellen1: z.string().default(''),
  libellen2: z.string().default(''),
  libellen3: z.string().default(''),
})
