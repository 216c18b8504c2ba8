-- DropForeignKey
ALTER TABLE "SepaMandate" DROP CONSTRAINT "SepaMandate_familyId_fkey";

-- AlterTable
ALTER TABLE "SepaMandate" ALTER COLUMN "familyId" DROP NOT NULL;

-- AddForeignKey
ALTER TABLE "SepaMandate" ADD CONSTRAINT "SepaMandate_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A mandate that has lost its family collects nothing.
ALTER TABLE "SepaMandate" ADD CONSTRAINT "SepaMandate_of_family" CHECK ("familyId" IS NOT NULL OR "revokedAt" IS NOT NULL);
