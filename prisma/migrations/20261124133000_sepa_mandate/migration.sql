-- AlterTable
ALTER TABLE "Authority" ADD COLUMN     "creditorAddress" TEXT,
ADD COLUMN     "creditorIcs" TEXT,
ADD COLUMN     "creditorName" TEXT;

-- CreateTable
CREATE TABLE "SepaMandate" (
    "id" UUID NOT NULL,
    "familyId" UUID NOT NULL,
    "rum" TEXT NOT NULL,
    "textVersion" INTEGER NOT NULL,
    "holderEncrypted" TEXT NOT NULL,
    "addressEncrypted" TEXT NOT NULL,
    "ibanEncrypted" TEXT NOT NULL,
    "bicEncrypted" TEXT,
    "creditorName" TEXT NOT NULL,
    "creditorAddress" TEXT NOT NULL,
    "creditorIcs" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "signerName" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL,
    "authorId" UUID,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SepaMandate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SepaMandate_rum_key" ON "SepaMandate"("rum");

-- CreateIndex
CREATE INDEX "SepaMandate_familyId_idx" ON "SepaMandate"("familyId");

-- AddForeignKey
ALTER TABLE "SepaMandate" ADD CONSTRAINT "SepaMandate_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SepaMandate" ADD CONSTRAINT "SepaMandate_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One mandate stands for a family; a creditor is whole or not there.
CREATE UNIQUE INDEX "SepaMandate_one_active" ON "SepaMandate" ("familyId") WHERE "revokedAt" IS NULL;
ALTER TABLE "SepaMandate" ADD CONSTRAINT "SepaMandate_rum" CHECK (rum ~ '^[A-Za-z0-9+?/:().,''-]{1,35}$');
ALTER TABLE "SepaMandate" ADD CONSTRAINT "SepaMandate_revoked_after" CHECK ("revokedAt" >= "signedAt");
ALTER TABLE "Authority" ADD CONSTRAINT "Authority_creditor" CHECK (num_nulls("creditorName", "creditorAddress", "creditorIcs") IN (0, 3));
