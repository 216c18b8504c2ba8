-- CreateTable
CREATE TABLE "AccountActivity" (
    "accountId" UUID NOT NULL,
    "lastActiveAt" TIMESTAMPTZ(3) NOT NULL,
    "warnedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AccountActivity_pkey" PRIMARY KEY ("accountId")
);

-- AddForeignKey
ALTER TABLE "AccountActivity" ADD CONSTRAINT "AccountActivity_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Nobody is taken for gone before the portal started to look.
INSERT INTO "AccountActivity" ("accountId", "lastActiveAt") SELECT id, now() FROM "Account";
