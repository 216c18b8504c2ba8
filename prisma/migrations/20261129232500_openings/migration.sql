-- CreateTable
CREATE TABLE "OpeningSent" (
    "accountId" UUID NOT NULL,
    "activityId" INTEGER NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "OpeningSent_pkey" PRIMARY KEY ("accountId","activityId","day")
);

-- CreateIndex
CREATE INDEX "OpeningSent_activityId_idx" ON "OpeningSent"("activityId");

-- CreateIndex
CREATE INDEX "OpeningSent_day_idx" ON "OpeningSent"("day");

-- AddForeignKey
ALTER TABLE "OpeningSent" ADD CONSTRAINT "OpeningSent_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OpeningSent" ADD CONSTRAINT "OpeningSent_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;
