-- CreateEnum
CREATE TYPE "LinkKind" AS ENUM ('EXCLUDES', 'REQUIRES');

-- CreateEnum
CREATE TYPE "WaitingList" AS ENUM ('NONE', 'AUTO', 'MANUAL');

-- CreateEnum
CREATE TYPE "BookingBilling" AS ENUM ('STANDARD', 'SURCHARGED', 'FREE');

-- CreateEnum
CREATE TYPE "AbsenceExcuse" AS ENUM ('MEDICAL', 'STRIKE', 'TEACHER', 'OUTING');

-- AlterEnum
ALTER TYPE "RequestState" ADD VALUE 'WAITING';

-- CreateTable
CREATE TABLE "ActivityGroup" (
    "id" SERIAL NOT NULL,
    "activityId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "capacity" INTEGER,
    "minAge" INTEGER,
    "maxAge" INTEGER,
    "grades" "Grade"[] NOT NULL DEFAULT ARRAY[]::"Grade"[],

    CONSTRAINT "ActivityGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivityLink" (
    "activityId" INTEGER NOT NULL,
    "otherId" INTEGER NOT NULL,
    "kind" "LinkKind" NOT NULL,

    CONSTRAINT "ActivityLink_pkey" PRIMARY KEY ("activityId","otherId")
);

-- CreateIndex
CREATE INDEX "ActivityGroup_activityId_idx" ON "ActivityGroup"("activityId");

-- CreateIndex
CREATE UNIQUE INDEX "ActivityGroup_id_activityId_key" ON "ActivityGroup"("id", "activityId");

-- CreateIndex
CREATE INDEX "ActivityLink_otherId_idx" ON "ActivityLink"("otherId");

-- AlterTable
ALTER TABLE "Activity" ADD COLUMN     "bookingOpens" JSONB NOT NULL DEFAULT '{"kind": "NONE"}',
ADD COLUMN     "dayLimits" JSONB,
ADD COLUMN     "lateAbsence" JSONB NOT NULL DEFAULT '{"accepted": false, "proofHours": null}',
ADD COLUMN     "lateBooking" JSONB NOT NULL DEFAULT '{"policy": "REFUSED"}',
ADD COLUMN     "offerHours" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "openToAll" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "waitingList" "WaitingList" NOT NULL DEFAULT 'NONE';

-- Each activity had one capacity: it is that of its one group. Deadlines were counted from the day.
INSERT INTO "ActivityGroup" ("activityId", position, capacity, grades) SELECT id, 1, capacity, '{}' FROM "Activity" ORDER BY id;
UPDATE "Activity" SET "bookingDeadline" = "bookingDeadline" || '{"from": "DAY"}' WHERE "bookingDeadline" ->> 'kind' = 'DAYS_BEFORE';
UPDATE "Activity" SET "absenceDeadline" = "absenceDeadline" || '{"from": "DAY"}' WHERE "absenceDeadline" ->> 'kind' = 'DAYS_BEFORE';
ALTER TABLE "Activity" DROP COLUMN "capacity";
ALTER TABLE "Activity" ALTER COLUMN "bookingOpens" DROP DEFAULT, ALTER COLUMN "lateAbsence" DROP DEFAULT, ALTER COLUMN "lateBooking" DROP DEFAULT;

-- AlterTable
ALTER TABLE "Enrollment" ADD COLUMN     "groupId" INTEGER;

-- AlterTable
ALTER TABLE "ActivityDay" DROP CONSTRAINT "ActivityDay_pkey",
ADD COLUMN     "groupId" INTEGER;
UPDATE "ActivityDay" d SET "groupId" = g.id FROM "ActivityGroup" g WHERE g."activityId" = d."activityId";
ALTER TABLE "ActivityDay" ALTER COLUMN "groupId" SET NOT NULL,
ADD CONSTRAINT "ActivityDay_pkey" PRIMARY KEY ("activityId", "groupId", "day");

-- AlterTable
ALTER TABLE "Booking" DROP CONSTRAINT "Booking_pkey",
ADD COLUMN     "billing" "BookingBilling" NOT NULL DEFAULT 'STANDARD',
ADD COLUMN     "excuse" "AbsenceExcuse",
ADD COLUMN     "groupId" INTEGER,
ADD COLUMN     "offeredUntil" TIMESTAMPTZ(3),
ADD COLUMN     "waitingNumber" BIGINT;
UPDATE "Booking" b SET "groupId" = g.id FROM "ActivityGroup" g WHERE g."activityId" = b."activityId";
ALTER TABLE "Booking" ALTER COLUMN "groupId" SET NOT NULL,
ADD CONSTRAINT "Booking_pkey" PRIMARY KEY ("childId", "day", "activityId");

-- AddForeignKey
ALTER TABLE "ActivityGroup" ADD CONSTRAINT "ActivityGroup_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityLink" ADD CONSTRAINT "ActivityLink_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityLink" ADD CONSTRAINT "ActivityLink_otherId_fkey" FOREIGN KEY ("otherId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enrollment" ADD CONSTRAINT "Enrollment_groupId_activityId_fkey" FOREIGN KEY ("groupId", "activityId") REFERENCES "ActivityGroup"("id", "activityId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityDay" ADD CONSTRAINT "ActivityDay_groupId_activityId_fkey" FOREIGN KEY ("groupId", "activityId") REFERENCES "ActivityGroup"("id", "activityId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_groupId_activityId_fkey" FOREIGN KEY ("groupId", "activityId") REFERENCES "ActivityGroup"("id", "activityId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written: what must never be.
CREATE SEQUENCE "Booking_waitingNumber_seq" OWNED BY "Booking"."waitingNumber";
UPDATE "Booking" SET "waitingNumber" = nextval('"Booking_waitingNumber_seq"') WHERE state = 'WAITLISTED';
UPDATE "Booking" SET "offeredUntil" = "updatedAt" + interval '1 day' WHERE state = 'OFFERED';
CREATE INDEX "Booking_waiting_list" ON "Booking" ("groupId", day, "waitingNumber") WHERE state = 'WAITLISTED';
CREATE INDEX "Booking_offers" ON "Booking" ("offeredUntil") WHERE state = 'OFFERED';
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_waiting" CHECK ((state = 'WAITLISTED') = ("waitingNumber" IS NOT NULL));
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_offered" CHECK ((state = 'OFFERED') = ("offeredUntil" IS NOT NULL));
ALTER TABLE "ActivityGroup" ADD CONSTRAINT "ActivityGroup_bounds" CHECK (capacity >= 0 AND "minAge" >= 0 AND "maxAge" >= "minAge");
ALTER TABLE "ActivityLink" ADD CONSTRAINT "ActivityLink_other" CHECK ("activityId" <> "otherId");
