-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AgentRole" AS ENUM ('ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING', 'ON_SITE');

-- CreateEnum
CREATE TYPE "SchoolZone" AS ENUM ('A', 'B', 'C');

-- CreateEnum
CREATE TYPE "AccessibilityStatus" AS ENUM ('NON_COMPLIANT', 'PARTLY_COMPLIANT', 'FULLY_COMPLIANT');

-- CreateEnum
CREATE TYPE "AuditActor" AS ENUM ('CITIZEN', 'AGENT', 'SYSTEM');

-- CreateEnum
CREATE TYPE "MailState" AS ENUM ('PENDING', 'SENT', 'FAILED');

-- CreateEnum
CREATE TYPE "BenefitOrganism" AS ENUM ('CAF', 'MSA');

-- CreateEnum
CREATE TYPE "Title" AS ENUM ('MME', 'M');

-- CreateEnum
CREATE TYPE "Sex" AS ENUM ('F', 'M');

-- CreateEnum
CREATE TYPE "Grade" AS ENUM ('PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2', 'ULIS');

-- CreateEnum
CREATE TYPE "Diet" AS ENUM ('STANDARD', 'NO_PORK', 'NO_MEAT', 'VEGETARIAN', 'OWN_MEAL');

-- CreateEnum
CREATE TYPE "Relation" AS ENUM ('MOTHER', 'FATHER', 'GUARDIAN');

-- CreateEnum
CREATE TYPE "ChangeState" AS ENUM ('PENDING', 'ACCEPTED', 'REFUSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('MAPPING', 'CHECKING', 'CHECKED', 'RUNNING', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "ImportFileKind" AS ENUM ('FAMILIES', 'CHILDREN', 'ENROLLMENTS');

-- CreateEnum
CREATE TYPE "ActivityIcon" AS ENUM ('MEAL', 'MORNING', 'EVENING', 'WEDNESDAY', 'HOLIDAY');

-- CreateEnum
CREATE TYPE "OpeningKind" AS ENUM ('SCHOOL_DAYS', 'HOLIDAYS', 'ALL_DAYS');

-- CreateEnum
CREATE TYPE "BookingState" AS ENUM ('REQUESTED', 'BOOKED', 'WAITLISTED', 'OFFERED', 'REFUSED', 'ABSENCE_REQUESTED', 'ABSENT', 'PRESENT', 'NO_SHOW');

-- CreateEnum
CREATE TYPE "RequestKind" AS ENUM ('RESERVATION', 'ABSENCE');

-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('PENDING', 'ACCEPTED', 'REFUSED', 'WITHDRAWN', 'CANCELLED');

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Agent" (
    "accountId" UUID NOT NULL,
    "role" "AgentRole" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Agent_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "AgentActivity" (
    "accountId" UUID NOT NULL,
    "activityId" INTEGER NOT NULL,

    CONSTRAINT "AgentActivity_pkey" PRIMARY KEY ("accountId","activityId")
);

-- CreateTable
CREATE TABLE "SignUp" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "browserHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignUp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "remember" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "passwordAt" TIMESTAMPTZ(3) NOT NULL,
    "userAgent" TEXT NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PasswordReset" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PasswordReset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EmailChange" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "newEmail" TEXT NOT NULL,
    "currentTokenHash" TEXT NOT NULL,
    "newTokenHash" TEXT NOT NULL,
    "currentConfirmedAt" TIMESTAMPTZ(3),
    "newConfirmedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EmailChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Authority" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "schoolZone" "SchoolZone" NOT NULL,
    "brandColour" TEXT NOT NULL DEFAULT '#0F5E6E',
    "welcomeTitle" TEXT NOT NULL,
    "welcomeText" TEXT NOT NULL,
    "openingHours" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "postalAddress" TEXT NOT NULL,
    "dossierDelay" TEXT NOT NULL,
    "legalNotice" TEXT NOT NULL,
    "privacyNotice" TEXT NOT NULL,
    "accessibilityStatus" "AccessibilityStatus" NOT NULL DEFAULT 'NON_COMPLIANT',
    "isDemonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Authority_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "News" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "News_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" "AuditActor" NOT NULL,
    "accountId" UUID,
    "action" TEXT NOT NULL,
    "familyId" UUID,
    "childId" UUID,
    "guardianId" UUID,
    "subject" TEXT,
    "fields" TEXT[],
    "detail" JSONB,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutgoingMail" (
    "id" UUID NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "state" "MailState" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OutgoingMail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Throttle" (
    "key" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "Throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "UsedCaptcha" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UsedCaptcha_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Family" (
    "id" UUID NOT NULL,
    "externalNumber" TEXT,
    "name" TEXT NOT NULL,
    "familyQuotient" INTEGER,
    "benefitOrganism" "BenefitOrganism",
    "allocataireNumberEncrypted" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Family_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Guardian" (
    "id" UUID NOT NULL,
    "familyId" UUID NOT NULL,
    "title" "Title" NOT NULL,
    "lastName" TEXT NOT NULL,
    "birthName" TEXT,
    "firstNames" TEXT NOT NULL,
    "birthDate" DATE,
    "profession" TEXT,
    "employer" TEXT,
    "mobilePhone" TEXT,
    "homePhone" TEXT,
    "workPhone" TEXT,
    "email" TEXT,
    "addressLine" TEXT,
    "addressComplement" TEXT,
    "postalCode" TEXT,
    "city" TEXT,
    "addressSince" DATE,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Guardian_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Child" (
    "id" UUID NOT NULL,
    "externalNumber" TEXT,
    "lastName" TEXT NOT NULL,
    "usualName" TEXT,
    "firstNames" TEXT NOT NULL,
    "sex" "Sex" NOT NULL,
    "birthDate" DATE NOT NULL,
    "birthPlace" TEXT,
    "schoolId" INTEGER,
    "grade" "Grade",
    "diet" "Diet" NOT NULL DEFAULT 'STANDARD',
    "allergiesEncrypted" TEXT,
    "careplanEncrypted" TEXT,
    "colour" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Child_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "School" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "School_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Guardianship" (
    "guardianId" UUID NOT NULL,
    "childId" UUID NOT NULL,
    "relation" "Relation" NOT NULL,
    "parentalAuthority" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "Guardianship_pkey" PRIMARY KEY ("guardianId","childId")
);

-- CreateTable
CREATE TABLE "PendingChange" (
    "id" UUID NOT NULL,
    "familyId" UUID NOT NULL,
    "guardianId" UUID,
    "childId" UUID,
    "section" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "state" "ChangeState" NOT NULL DEFAULT 'PENDING',
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "authorId" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "deciderId" UUID,
    "reason" TEXT,

    CONSTRAINT "PendingChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRun" (
    "id" UUID NOT NULL,
    "state" "ImportState" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "authorId" UUID,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,

    CONSTRAINT "ImportRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportFile" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "kind" "ImportFileKind" NOT NULL,
    "name" TEXT NOT NULL,
    "contentEncrypted" BYTEA,
    "encoding" TEXT NOT NULL,
    "separator" TEXT NOT NULL,
    "headings" TEXT[],
    "lineCount" INTEGER NOT NULL,
    "mapping" JSONB NOT NULL,

    CONSTRAINT "ImportFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportMapping" (
    "headingsHash" TEXT NOT NULL,
    "kind" "ImportFileKind" NOT NULL,
    "mapping" JSONB NOT NULL,
    "usedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImportMapping_pkey" PRIMARY KEY ("headingsHash")
);

-- CreateTable
CREATE TABLE "ImportedRecord" (
    "kind" "ImportFileKind" NOT NULL,
    "key" TEXT NOT NULL,
    "digests" JSONB NOT NULL,
    "entityId" UUID NOT NULL,

    CONSTRAINT "ImportedRecord_pkey" PRIMARY KEY ("kind","key")
);

-- CreateTable
CREATE TABLE "Activity" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "icon" "ActivityIcon" NOT NULL,
    "position" INTEGER NOT NULL,
    "opensOn" "OpeningKind" NOT NULL,
    "weekdays" INTEGER[],
    "startsAt" TEXT NOT NULL,
    "endsAt" TEXT NOT NULL,
    "capacity" INTEGER,
    "showsPlacesLeft" BOOLEAN NOT NULL DEFAULT true,
    "autoAccepts" BOOLEAN NOT NULL,
    "bookingDeadline" JSONB NOT NULL,
    "absenceDeadline" JSONB NOT NULL,

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Closure" (
    "id" SERIAL NOT NULL,
    "activityId" INTEGER,
    "name" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,

    CONSTRAINT "Closure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SchoolHoliday" (
    "id" SERIAL NOT NULL,
    "zone" "SchoolZone" NOT NULL,
    "name" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,

    CONSTRAINT "SchoolHoliday_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Enrollment" (
    "id" UUID NOT NULL,
    "childId" UUID NOT NULL,
    "activityId" INTEGER NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "weekdays" INTEGER[],

    CONSTRAINT "Enrollment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivityDay" (
    "activityId" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "capacity" INTEGER,
    "booked" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ActivityDay_pkey" PRIMARY KEY ("activityId","day")
);

-- CreateTable
CREATE TABLE "Booking" (
    "childId" UUID NOT NULL,
    "activityId" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "state" "BookingState" NOT NULL,
    "familyId" UUID NOT NULL,
    "requestId" UUID,
    "reason" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Booking_pkey" PRIMARY KEY ("childId","activityId","day")
);

-- CreateTable
CREATE TABLE "BookingRequest" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" "RequestKind" NOT NULL,
    "familyId" UUID NOT NULL,
    "childIds" UUID[],
    "activityIds" INTEGER[],
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "weekdays" INTEGER[],
    "comment" TEXT,
    "state" "RequestState" NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "authorId" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "deciderId" UUID,
    "reason" TEXT,

    CONSTRAINT "BookingRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SubscriberCode" (
    "id" UUID NOT NULL,
    "guardianId" UUID NOT NULL,
    "codeHmac" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "usedAt" TIMESTAMPTZ(3),
    "usedByAccountId" UUID,

    CONSTRAINT "SubscriberCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "guardianId" UUID NOT NULL,
    "codeId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");

-- CreateIndex
CREATE INDEX "AgentActivity_activityId_idx" ON "AgentActivity"("activityId");

-- CreateIndex
CREATE UNIQUE INDEX "SignUp_tokenHash_key" ON "SignUp"("tokenHash");

-- CreateIndex
CREATE INDEX "SignUp_email_idx" ON "SignUp"("email");

-- CreateIndex
CREATE INDEX "SignUp_expiresAt_idx" ON "SignUp"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_accountId_idx" ON "Session"("accountId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "PasswordReset_tokenHash_key" ON "PasswordReset"("tokenHash");

-- CreateIndex
CREATE INDEX "PasswordReset_accountId_idx" ON "PasswordReset"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "EmailChange_currentTokenHash_key" ON "EmailChange"("currentTokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "EmailChange_newTokenHash_key" ON "EmailChange"("newTokenHash");

-- CreateIndex
CREATE INDEX "EmailChange_accountId_idx" ON "EmailChange"("accountId");

-- CreateIndex
CREATE INDEX "News_publishedAt_idx" ON "News"("publishedAt");

-- CreateIndex
CREATE INDEX "AuditEvent_familyId_at_idx" ON "AuditEvent"("familyId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_accountId_at_idx" ON "AuditEvent"("accountId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_at_idx" ON "AuditEvent"("at");

-- CreateIndex
CREATE UNIQUE INDEX "OutgoingMail_idempotencyKey_key" ON "OutgoingMail"("idempotencyKey");

-- CreateIndex
CREATE INDEX "OutgoingMail_state_nextAttemptAt_idx" ON "OutgoingMail"("state", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "UsedCaptcha_expiresAt_idx" ON "UsedCaptcha"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Family_externalNumber_key" ON "Family"("externalNumber");

-- CreateIndex
CREATE INDEX "Guardian_familyId_idx" ON "Guardian"("familyId");

-- CreateIndex
CREATE UNIQUE INDEX "Child_externalNumber_key" ON "Child"("externalNumber");

-- CreateIndex
CREATE INDEX "Child_schoolId_idx" ON "Child"("schoolId");

-- CreateIndex
CREATE UNIQUE INDEX "School_name_key" ON "School"("name");

-- CreateIndex
CREATE INDEX "Guardianship_childId_idx" ON "Guardianship"("childId");

-- CreateIndex
CREATE INDEX "PendingChange_state_askedAt_idx" ON "PendingChange"("state", "askedAt");

-- CreateIndex
CREATE INDEX "PendingChange_familyId_idx" ON "PendingChange"("familyId");

-- CreateIndex
CREATE INDEX "PendingChange_guardianId_idx" ON "PendingChange"("guardianId");

-- CreateIndex
CREATE INDEX "PendingChange_childId_idx" ON "PendingChange"("childId");

-- CreateIndex
CREATE INDEX "ImportRun_createdAt_idx" ON "ImportRun"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ImportFile_runId_kind_key" ON "ImportFile"("runId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Activity_name_key" ON "Activity"("name");

-- CreateIndex
CREATE INDEX "Closure_activityId_idx" ON "Closure"("activityId");

-- CreateIndex
CREATE UNIQUE INDEX "SchoolHoliday_zone_startsOn_key" ON "SchoolHoliday"("zone", "startsOn");

-- CreateIndex
CREATE INDEX "Enrollment_childId_idx" ON "Enrollment"("childId");

-- CreateIndex
CREATE INDEX "Enrollment_activityId_idx" ON "Enrollment"("activityId");

-- CreateIndex
CREATE INDEX "Booking_activityId_day_state_idx" ON "Booking"("activityId", "day", "state");

-- CreateIndex
CREATE INDEX "Booking_familyId_day_idx" ON "Booking"("familyId", "day");

-- CreateIndex
CREATE INDEX "Booking_requestId_idx" ON "Booking"("requestId");

-- CreateIndex
CREATE UNIQUE INDEX "BookingRequest_number_key" ON "BookingRequest"("number");

-- CreateIndex
CREATE INDEX "BookingRequest_familyId_askedAt_idx" ON "BookingRequest"("familyId", "askedAt");

-- CreateIndex
CREATE INDEX "BookingRequest_state_askedAt_idx" ON "BookingRequest"("state", "askedAt");

-- CreateIndex
CREATE UNIQUE INDEX "SubscriberCode_codeHmac_key" ON "SubscriberCode"("codeHmac");

-- CreateIndex
CREATE INDEX "SubscriberCode_guardianId_idx" ON "SubscriberCode"("guardianId");

-- CreateIndex
CREATE INDEX "SubscriberCode_usedByAccountId_idx" ON "SubscriberCode"("usedByAccountId");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_codeId_key" ON "Subscription"("codeId");

-- CreateIndex
CREATE INDEX "Subscription_accountId_idx" ON "Subscription"("accountId");

-- CreateIndex
CREATE INDEX "Subscription_guardianId_idx" ON "Subscription"("guardianId");

-- AddForeignKey
ALTER TABLE "Agent" ADD CONSTRAINT "Agent_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentActivity" ADD CONSTRAINT "AgentActivity_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Agent"("accountId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentActivity" ADD CONSTRAINT "AgentActivity_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordReset" ADD CONSTRAINT "PasswordReset_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmailChange" ADD CONSTRAINT "EmailChange_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guardian" ADD CONSTRAINT "Guardian_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Child" ADD CONSTRAINT "Child_schoolId_fkey" FOREIGN KEY ("schoolId") REFERENCES "School"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guardianship" ADD CONSTRAINT "Guardianship_guardianId_fkey" FOREIGN KEY ("guardianId") REFERENCES "Guardian"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guardianship" ADD CONSTRAINT "Guardianship_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingChange" ADD CONSTRAINT "PendingChange_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingChange" ADD CONSTRAINT "PendingChange_guardianId_fkey" FOREIGN KEY ("guardianId") REFERENCES "Guardian"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingChange" ADD CONSTRAINT "PendingChange_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingChange" ADD CONSTRAINT "PendingChange_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingChange" ADD CONSTRAINT "PendingChange_deciderId_fkey" FOREIGN KEY ("deciderId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRun" ADD CONSTRAINT "ImportRun_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportFile" ADD CONSTRAINT "ImportFile_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ImportRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Closure" ADD CONSTRAINT "Closure_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enrollment" ADD CONSTRAINT "Enrollment_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enrollment" ADD CONSTRAINT "Enrollment_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityDay" ADD CONSTRAINT "ActivityDay_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "BookingRequest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BookingRequest" ADD CONSTRAINT "BookingRequest_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BookingRequest" ADD CONSTRAINT "BookingRequest_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BookingRequest" ADD CONSTRAINT "BookingRequest_deciderId_fkey" FOREIGN KEY ("deciderId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubscriberCode" ADD CONSTRAINT "SubscriberCode_guardianId_fkey" FOREIGN KEY ("guardianId") REFERENCES "Guardian"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubscriberCode" ADD CONSTRAINT "SubscriberCode_usedByAccountId_fkey" FOREIGN KEY ("usedByAccountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_guardianId_fkey" FOREIGN KEY ("guardianId") REFERENCES "Guardian"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_codeId_fkey" FOREIGN KEY ("codeId") REFERENCES "SubscriberCode"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema can't express: what must never be is refused here.

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE "Authority" ADD CONSTRAINT "Authority_single_row" CHECK (id = 1);
ALTER TABLE "Authority" ADD CONSTRAINT "Authority_colour" CHECK ("brandColour" ~ '^#[0-9A-Fa-f]{6}$');

ALTER TABLE "Account" ADD CONSTRAINT "Account_email_lower" CHECK (email = lower(email));
ALTER TABLE "SignUp" ADD CONSTRAINT "SignUp_email_lower" CHECK (email = lower(email));
ALTER TABLE "EmailChange" ADD CONSTRAINT "EmailChange_email_lower" CHECK ("newEmail" = lower("newEmail"));
CREATE UNIQUE INDEX "EmailChange_one_open" ON "EmailChange" ("accountId") WHERE "endedAt" IS NULL;

-- A code is used once, by one account, and not after its revocation.
ALTER TABLE "SubscriberCode" ADD CONSTRAINT "SubscriberCode_used_or_revoked" CHECK ("usedAt" IS NULL OR "revokedAt" IS NULL);
CREATE UNIQUE INDEX "Subscription_one_active" ON "Subscription" ("accountId", "guardianId") WHERE "endedAt" IS NULL;

ALTER TABLE "Family" ADD CONSTRAINT "Family_quotient" CHECK ("familyQuotient" BETWEEN 0 AND 99999);
ALTER TABLE "Child" ADD CONSTRAINT "Child_colour" CHECK (colour BETWEEN 0 AND 5);

ALTER TABLE "PendingChange" ADD CONSTRAINT "PendingChange_one_target" CHECK (num_nonnulls("guardianId", "childId") = 1);
ALTER TABLE "PendingChange" ADD CONSTRAINT "PendingChange_decided" CHECK ((state IN ('ACCEPTED', 'REFUSED')) = ("decidedAt" IS NOT NULL));
ALTER TABLE "PendingChange" ADD CONSTRAINT "PendingChange_refused_with_reason" CHECK (state <> 'REFUSED' OR length(trim(reason)) > 0);
CREATE UNIQUE INDEX "PendingChange_one_per_guardian_unit" ON "PendingChange" ("guardianId", unit) WHERE state = 'PENDING' AND "guardianId" IS NOT NULL;
CREATE UNIQUE INDEX "PendingChange_one_per_child_unit" ON "PendingChange" ("childId", unit) WHERE state = 'PENDING' AND "childId" IS NOT NULL;

ALTER TABLE "Closure" ADD CONSTRAINT "Closure_period" CHECK ("startsOn" <= "endsOn");
ALTER TABLE "SchoolHoliday" ADD CONSTRAINT "SchoolHoliday_period" CHECK ("startsOn" <= "endsOn");
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_weekdays" CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7] AND cardinality(weekdays) > 0);
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_capacity" CHECK (capacity >= 0);
ALTER TABLE "Enrollment" ADD CONSTRAINT "Enrollment_period" CHECK ("startsOn" <= "endsOn");
ALTER TABLE "Enrollment" ADD CONSTRAINT "Enrollment_weekdays" CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7] AND cardinality(weekdays) > 0);
ALTER TABLE "Enrollment" ADD CONSTRAINT "Enrollment_no_overlap"
  EXCLUDE USING gist ("childId" WITH =, "activityId" WITH =, daterange("startsOn", "endsOn", '[]') WITH &&);

-- Capacity is a promise.
ALTER TABLE "ActivityDay" ADD CONSTRAINT "ActivityDay_never_overbooked" CHECK (booked >= 0 AND (capacity IS NULL OR booked <= capacity));
ALTER TABLE "BookingRequest" ADD CONSTRAINT "BookingRequest_period" CHECK ("startsOn" <= "endsOn");
ALTER TABLE "BookingRequest" ADD CONSTRAINT "BookingRequest_refused_with_reason" CHECK (state <> 'REFUSED' OR length(trim(reason)) > 0);

-- The journal can't be altered; the retention job alone may purge it.
CREATE FUNCTION espace_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('espace.retention', true) = 'on' AND TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the audit journal is append-only';
END $$;
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION espace_audit_is_append_only();
CREATE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION espace_audit_is_append_only();

-- Search by name, tolerant of case, accents and typing errors.
CREATE FUNCTION espace_normalise(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
  $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;
CREATE INDEX "Guardian_search" ON "Guardian" USING gin (espace_normalise("lastName" || ' ' || "firstNames") gin_trgm_ops);
CREATE INDEX "Child_search" ON "Child" USING gin (espace_normalise("lastName" || ' ' || "firstNames") gin_trgm_ops);
