-- CreateEnum
CREATE TYPE "AbsenceReason" AS ENUM ('ILLNESS', 'APPOINTMENT', 'FAMILY', 'HOLIDAYS', 'OTHER');

-- AlterTable
ALTER TABLE "BookingRequest" ADD COLUMN     "absenceReason" "AbsenceReason",
ADD COLUMN     "key" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "BookingRequest_key_familyId_key" ON "BookingRequest"("key", "familyId");
