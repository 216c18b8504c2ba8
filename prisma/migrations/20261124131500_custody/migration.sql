-- CreateEnum
CREATE TYPE "CustodyKind" AS ENUM ('WEEKS', 'HOLIDAYS', 'DAYS');

-- CreateTable
CREATE TABLE "CustodyRule" (
    "id" UUID NOT NULL,
    "childId" UUID NOT NULL,
    "kind" "CustodyKind" NOT NULL,
    "familyId" UUID NOT NULL,
    "otherFamilyId" UUID,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,

    CONSTRAINT "CustodyRule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CustodyRule_childId_idx" ON "CustodyRule"("childId");

-- CreateIndex
CREATE INDEX "CustodyRule_familyId_idx" ON "CustodyRule"("familyId");

-- CreateIndex
CREATE INDEX "CustodyRule_otherFamilyId_idx" ON "CustodyRule"("otherFamilyId");

-- AddForeignKey
ALTER TABLE "CustodyRule" ADD CONSTRAINT "CustodyRule_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustodyRule" ADD CONSTRAINT "CustodyRule_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustodyRule" ADD CONSTRAINT "CustodyRule_otherFamilyId_fkey" FOREIGN KEY ("otherFamilyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "CustodyRule" ADD CONSTRAINT "CustodyRule_period" CHECK ("endsOn" >= "startsOn" AND (kind <> 'DAYS' OR "endsOn" IS NOT NULL));
-- Weeks and holidays are shared between two families, free days go to one.
ALTER TABLE "CustodyRule" ADD CONSTRAINT "CustodyRule_families" CHECK ((kind = 'DAYS') = ("otherFamilyId" IS NULL) AND "familyId" <> "otherFamilyId");
ALTER TABLE "CustodyRule" ADD CONSTRAINT "CustodyRule_no_overlap"
  EXCLUDE USING gist ("childId" WITH =, kind WITH =, daterange("startsOn", "endsOn", '[]') WITH &&);
