-- An import may move two periods of one child in one statement: the overlap is then checked when all are moved.
ALTER TABLE "Enrollment" DROP CONSTRAINT "Enrollment_no_overlap";
ALTER TABLE "Enrollment" ADD CONSTRAINT "Enrollment_no_overlap"
  EXCLUDE USING gist ("childId" WITH =, "activityId" WITH =, daterange("startsOn", "endsOn", '[]') WITH &&)
  DEFERRABLE INITIALLY IMMEDIATE;
