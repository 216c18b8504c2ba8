-- CreateEnum
CREATE TYPE "LinkPurpose" AS ENUM ('BOOK', 'CONFIRM');

-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "remindersOffAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "OutgoingMail" ADD COLUMN     "unsubscribeUrl" TEXT;

-- CreateTable
CREATE TABLE "MailLink" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "purpose" "LinkPurpose" NOT NULL,
    "cells" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "MailLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReminderSent" (
    "accountId" UUID NOT NULL,
    "childId" UUID NOT NULL,
    "activityId" INTEGER NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "ReminderSent_pkey" PRIMARY KEY ("accountId","childId","activityId","day")
);

-- CreateIndex
CREATE UNIQUE INDEX "MailLink_tokenHash_key" ON "MailLink"("tokenHash");

-- CreateIndex
CREATE INDEX "MailLink_accountId_idx" ON "MailLink"("accountId");

-- CreateIndex
CREATE INDEX "MailLink_expiresAt_idx" ON "MailLink"("expiresAt");

-- CreateIndex
CREATE INDEX "ReminderSent_childId_idx" ON "ReminderSent"("childId");

-- CreateIndex
CREATE INDEX "ReminderSent_activityId_idx" ON "ReminderSent"("activityId");

-- CreateIndex
CREATE INDEX "ReminderSent_day_idx" ON "ReminderSent"("day");

-- AddForeignKey
ALTER TABLE "MailLink" ADD CONSTRAINT "MailLink_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReminderSent" ADD CONSTRAINT "ReminderSent_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReminderSent" ADD CONSTRAINT "ReminderSent_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReminderSent" ADD CONSTRAINT "ReminderSent_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;
