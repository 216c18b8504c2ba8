-- AlterTable
ALTER TABLE "Family" ADD COLUMN     "confirmedAt" TIMESTAMPTZ(3);
