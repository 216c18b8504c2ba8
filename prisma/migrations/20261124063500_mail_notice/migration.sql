-- A mail put in the queue wakes the processes that send them as soon as its transaction commits
-- (lib/messaging/jobs.ts listens).
CREATE FUNCTION espace_mail_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('espace_mail', '');
  RETURN NULL;
END $$;

CREATE TRIGGER "OutgoingMail_notice" AFTER INSERT ON "OutgoingMail"
  FOR EACH STATEMENT EXECUTE FUNCTION espace_mail_notice();
