-- AlterTable
ALTER TABLE "Booking" ADD COLUMN     "beforeEvent" JSONB,
ADD COLUMN     "eventId" UUID;

-- CreateTable
CREATE TABLE "CollectiveEvent" (
    "id" UUID NOT NULL,
    "key" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "AbsenceExcuse" NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "schoolId" INTEGER,
    "grades" "Grade"[] DEFAULT ARRAY[]::"Grade"[],
    "declaredAt" TIMESTAMPTZ(3) NOT NULL,
    "declaredById" UUID,
    "cancelledAt" TIMESTAMPTZ(3),
    "cancelledById" UUID,
    "released" JSONB NOT NULL,
    "restored" JSONB,

    CONSTRAINT "CollectiveEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EventTarget" (
    "id" SERIAL NOT NULL,
    "eventId" UUID NOT NULL,
    "activityId" INTEGER NOT NULL,
    "groupId" INTEGER,

    CONSTRAINT "EventTarget_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CollectiveEvent_key_key" ON "CollectiveEvent"("key");

-- CreateIndex
CREATE INDEX "CollectiveEvent_endsOn_idx" ON "CollectiveEvent"("endsOn");

-- CreateIndex
CREATE INDEX "EventTarget_activityId_idx" ON "EventTarget"("activityId");

-- CreateIndex
CREATE INDEX "Booking_eventId_idx" ON "Booking"("eventId");

-- AddForeignKey
ALTER TABLE "CollectiveEvent" ADD CONSTRAINT "CollectiveEvent_schoolId_fkey" FOREIGN KEY ("schoolId") REFERENCES "School"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectiveEvent" ADD CONSTRAINT "CollectiveEvent_declaredById_fkey" FOREIGN KEY ("declaredById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectiveEvent" ADD CONSTRAINT "CollectiveEvent_cancelledById_fkey" FOREIGN KEY ("cancelledById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventTarget" ADD CONSTRAINT "EventTarget_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "CollectiveEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventTarget" ADD CONSTRAINT "EventTarget_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventTarget" ADD CONSTRAINT "EventTarget_groupId_activityId_fkey" FOREIGN KEY ("groupId", "activityId") REFERENCES "ActivityGroup"("id", "activityId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "CollectiveEvent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written: what must never be.
CREATE UNIQUE INDEX "EventTarget_once" ON "EventTarget" ("eventId", "activityId", "groupId") NULLS NOT DISTINCT;
ALTER TABLE "CollectiveEvent" ADD CONSTRAINT "CollectiveEvent_named" CHECK (length(trim(name)) > 0);
ALTER TABLE "CollectiveEvent" ADD CONSTRAINT "CollectiveEvent_period" CHECK ("startsOn" <= "endsOn");
ALTER TABLE "CollectiveEvent" ADD CONSTRAINT "CollectiveEvent_kind" CHECK (kind <> 'MEDICAL');
ALTER TABLE "CollectiveEvent" ADD CONSTRAINT "CollectiveEvent_cancelled" CHECK (("cancelledAt" IS NULL) = (restored IS NULL));
-- What an event released is nobody's place any more, and an absence is not billed; a child may have come all the same.
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_before_event" CHECK (("eventId" IS NULL) = ("beforeEvent" IS NULL));
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_released" CHECK ("eventId" IS NULL OR state IN ('REFUSED', 'PRESENT')
  OR (state = 'ABSENT' AND billing = 'FREE' AND excuse IS NOT NULL));
