-- CreateEnum
CREATE TYPE "DocumentOwner" AS ENUM ('FAMILY', 'GUARDIAN', 'CHILD');

-- CreateEnum
CREATE TYPE "DocumentValidity" AS ENUM ('UNLIMITED', 'DAYS', 'SCHOOL_YEAR');

-- CreateEnum
CREATE TYPE "DocumentProof" AS ENUM ('ADDRESS', 'INCOME', 'HEALTH', 'CUSTODY');

-- CreateEnum
CREATE TYPE "DocumentState" AS ENUM ('PENDING', 'ACCEPTED', 'REFUSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "DocumentFormat" AS ENUM ('JPEG', 'PDF');

-- CreateTable
CREATE TABLE "DocumentType" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "help" TEXT NOT NULL,
    "owner" "DocumentOwner" NOT NULL,
    "validity" "DocumentValidity" NOT NULL,
    "validityDays" INTEGER,
    "required" BOOLEAN NOT NULL,
    "restricted" BOOLEAN NOT NULL,
    "private" BOOLEAN NOT NULL,
    "proves" "DocumentProof",
    "brief" BOOLEAN NOT NULL,
    "position" INTEGER NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "DocumentType_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Document" (
    "id" UUID NOT NULL,
    "typeId" INTEGER NOT NULL,
    "familyId" UUID NOT NULL,
    "guardianId" UUID,
    "childId" UUID,
    "state" "DocumentState" NOT NULL DEFAULT 'PENDING',
    "depositedAt" TIMESTAMPTZ(3) NOT NULL,
    "authorId" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "deciderId" UUID,
    "reason" TEXT,
    "expiresOn" DATE,
    "firstReminderAt" TIMESTAMPTZ(3),
    "lastReminderAt" TIMESTAMPTZ(3),

    CONSTRAINT "Document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DocumentPage" (
    "id" UUID NOT NULL,
    "documentId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "format" "DocumentFormat" NOT NULL,
    "size" INTEGER NOT NULL,
    "contentEncrypted" BYTEA NOT NULL,

    CONSTRAINT "DocumentPage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChildPhoto" (
    "id" UUID NOT NULL,
    "childId" UUID NOT NULL,
    "familyId" UUID NOT NULL,
    "state" "DocumentState" NOT NULL DEFAULT 'PENDING',
    "depositedAt" TIMESTAMPTZ(3) NOT NULL,
    "authorId" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "deciderId" UUID,
    "reason" TEXT,
    "largeEncrypted" BYTEA,
    "smallEncrypted" BYTEA,

    CONSTRAINT "ChildPhoto_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Document_familyId_idx" ON "Document"("familyId");

-- CreateIndex
CREATE INDEX "Document_guardianId_idx" ON "Document"("guardianId");

-- CreateIndex
CREATE INDEX "Document_childId_idx" ON "Document"("childId");

-- CreateIndex
CREATE INDEX "Document_state_depositedAt_idx" ON "Document"("state", "depositedAt");

-- CreateIndex
CREATE INDEX "Document_expiresOn_idx" ON "Document"("expiresOn");

-- CreateIndex
CREATE UNIQUE INDEX "DocumentPage_documentId_position_key" ON "DocumentPage"("documentId", "position");

-- CreateIndex
CREATE INDEX "ChildPhoto_familyId_idx" ON "ChildPhoto"("familyId");

-- CreateIndex
CREATE INDEX "ChildPhoto_state_depositedAt_idx" ON "ChildPhoto"("state", "depositedAt");

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_typeId_fkey" FOREIGN KEY ("typeId") REFERENCES "DocumentType"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_guardianId_fkey" FOREIGN KEY ("guardianId") REFERENCES "Guardian"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_deciderId_fkey" FOREIGN KEY ("deciderId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentPage" ADD CONSTRAINT "DocumentPage_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChildPhoto" ADD CONSTRAINT "ChildPhoto_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChildPhoto" ADD CONSTRAINT "ChildPhoto_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChildPhoto" ADD CONSTRAINT "ChildPhoto_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChildPhoto" ADD CONSTRAINT "ChildPhoto_deciderId_fkey" FOREIGN KEY ("deciderId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "DocumentType" ADD CONSTRAINT "DocumentType_days" CHECK ((validity = 'DAYS') = ("validityDays" IS NOT NULL) AND COALESCE("validityDays", 1) > 0);
ALTER TABLE "Document" ADD CONSTRAINT "Document_one_owner" CHECK (num_nonnulls("guardianId", "childId") <= 1);
ALTER TABLE "Document" ADD CONSTRAINT "Document_decided" CHECK ((state IN ('ACCEPTED', 'REFUSED')) = ("decidedAt" IS NOT NULL));
ALTER TABLE "Document" ADD CONSTRAINT "Document_refused_with_reason" CHECK (state <> 'REFUSED' OR length(trim(reason)) > 0);
-- One document at a time waits for a type, an owner and a family.
CREATE UNIQUE INDEX "Document_one_pending" ON "Document" ("typeId", "familyId", COALESCE("guardianId", "childId", "familyId")) WHERE state = 'PENDING';
ALTER TABLE "ChildPhoto" ADD CONSTRAINT "ChildPhoto_decided" CHECK ((state IN ('ACCEPTED', 'REFUSED')) = ("decidedAt" IS NOT NULL));
ALTER TABLE "ChildPhoto" ADD CONSTRAINT "ChildPhoto_refused_with_reason" CHECK (state <> 'REFUSED' OR length(trim(reason)) > 0);
ALTER TABLE "ChildPhoto" ADD CONSTRAINT "ChildPhoto_both_sizes" CHECK (("largeEncrypted" IS NULL) = ("smallEncrypted" IS NULL) AND (state <> 'ACCEPTED' OR "largeEncrypted" IS NOT NULL));
CREATE UNIQUE INDEX "ChildPhoto_one_in_force" ON "ChildPhoto" ("childId") WHERE state = 'ACCEPTED';
CREATE UNIQUE INDEX "ChildPhoto_one_pending" ON "ChildPhoto" ("childId") WHERE state = 'PENDING';
