-- Whether a webhook message is on its way to an endpoint is asked before it is sent again.
create index outbox_webhook_message on outbox ((payload->>'messageId')) where kind = 'webhook';
