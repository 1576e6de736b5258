-- No query looks for deliveries that are due: the queue brings each one when it is.
drop index if exists webhook_deliveries_due;
