-- AlterTable
ALTER TABLE "Booking" ADD COLUMN     "beforeMark" JSONB;
