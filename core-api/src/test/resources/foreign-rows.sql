-- A row of somebody else in every table: all have the id 4242 and say Zzforeign wherever they have a
-- text, so that whoever sees one gives it away. Customer 4242 is reseller 4243's.

insert into core.account (id, login, name, email, phone, role, created, changed, changed_by)
overriding system value
values (4242, 'Zzforeign', 'Zzforeign', 'zz@foreign.invalid', '', 'noc', now(), now(), 'test'),
       (4243, 'Zzforeign.reseller', 'Zzforeign', null, '', 'reseller', now(), now(), 'test');
insert into core.password (id, hash, changed) values (4242, 'Zzforeign', now());
insert into core.second_factor (id, next_secret, next_created) values (4242, 'Zzforeign', now());
insert into core.recovery_code (id, account, hash, created) overriding system value
values (4242, 4242, 'Zzforeign', now());
insert into core.session (id, token_hash, kind, account, created, seen, idle_until, expires,
    address, agent)
overriding system value
values (4242, 'Zzforeign', 'staff', 4242, now(), now(), 'infinity', 'infinity', 'Zzforeign',
        'Zzforeign');
insert into core.api_key (id, account, name, prefix, hash, scopes, created)
overriding system value
values (4242, 4242, 'Zzforeign', 'Zzforeign', 'Zzforeign', '', now());
insert into core.password_reset (id, account, hash, created, expires) overriding system value
values (4242, 4242, 'Zzforeign', now(), now());
insert into core.login_code (id, mobile, code, created, expires, address)
overriding system value
values (4242, '01999999999', 'Zzforeign', now(), now(), 'Zzforeign');

insert into core.event (id, time, kind, actor, body) overriding system value
values (4242, now(), 'Zzforeign', 'Zzforeign', '{"a": "Zzforeign"}');
insert into core.event_cursor (listener, xid, id) values ('Zzforeign', '1', 1);
insert into core.event_parked (id, listener, event, error, parked) overriding system value
values (4242, 'Zzforeign', 4242, 'Zzforeign', now());
insert into core.job (name, next_run) values ('Zzforeign', 'infinity');
insert into core.request_key (sender, key, route, request_hash, created)
values ('Zzforeign', 'Zzforeign', 'Zzforeign', 'Zzforeign', now());

insert into core.customer (id, reseller, name, name_bn, mobile, email, gender, father, mother,
    spouse, district, upazila, union_name, address, postcode, place, created, changed, changed_by)
overriding system value
values (4242, 4243, 'Zzforeign', '', '+8801999999999', 'zz@foreign.invalid', '', 'Zzforeign',
        'Zzforeign', '', 'dhaka', 'Zzforeign', '', 'Zzforeign', '', 'Dhaka', now(), now(), 'test');
insert into core.customer_identity (id, customer, kind, secret, last_four, added, added_by)
overriding system value values (4242, 4242, 'nid', 'Zzforeign', '9999', now(), 'Zzforeign');
insert into core.customer_document (id, customer, kind, type, width, height, bytes, secret, added,
    added_by)
values (4242, 4242, 'photo', 'image/png', 1, 1, 1, 'Zzforeign', now(), 'Zzforeign');
insert into core.customer_contact (id, customer, name, relation, mobile, email, added)
overriding system value values (4242, 4242, 'Zzforeign', 'Zzforeign', '', '', now());
insert into core.customer_note (id, customer, time, written_by, text)
overriding system value values (4242, 4242, now(), 'Zzforeign', 'Zzforeign');
insert into core.customer_consent (id, customer, purpose, given, text, time, taken_by)
overriding system value values (4242, 4242, 'service', true, 'Zzforeign', now(), 'Zzforeign');
insert into core.customer_erasure (id, customer, requested, requested_by, note)
overriding system value values (4242, 4242, now(), 'Zzforeign', 'Zzforeign');
insert into core.import (id, kind, file_name, file_hash, base_hash, windows, added, changed, same,
    refused, made, made_by, expires)
select number, kind, 'Zzforeign', 'Zzforeign', 'Zzforeign', false, 1, 0, 0, 0, now(), 'Zzforeign',
       'infinity'
from (values (4242, 'customers'), (4243, 'plans'), (4244, 'lines')) as f (number, kind);
insert into core.import_piece (id, import, part, number, secret) overriding system value
values (4242, 4242, 'file', 0, 'Zzforeign');

-- What is sold is everybody's to see.
insert into core.plan (id, created) overriding system value values (4242, now());
insert into core.plan_version (plan, number, effective, made, made_by, why, name, name_bn, says,
    says_bn, rate_limit, up_bps, down_bps, profile, price_poisha, validity, validity_count,
    tax_class, unlimited, allowance, contention, published)
values (4242, 1, now(), now(), 'test', '', 'Home', '', '', '', '1M/1M', 1000000, 1000000, 'home',
        100, 'fixed-days', 30, 'internet', true, '{"window": "CYCLE", "steps": []}', 8, false);

insert into core.router (id, name, area, host, port, tls, username, secret, created, changed,
    changed_by)
overriding system value
values (4242, 'Zzforeign', 'Zzforeign', '127.0.0.1', 9, false, 'Zzforeign', 'Zzforeign', now(),
        now(), 'test');
insert into core.router_pause (id, router, since, paused_by) overriding system value
values (4242, 4242, now(), 'Zzforeign');
insert into telemetry.line (id, router, source, raw_name, name, first_seen) overriding system value
values (4242, 4242, 1, 'Zzforeign', 'Zzforeign', now());
insert into core.line (id, router, name, label, address, area, customer, plan, created, changed,
    changed_by)
overriding system value
values (4242, 4242, 'Zzforeign', 'Zzforeign', 'Zzforeign', 'Zzforeign', 4242, 4242, now(), now(),
        'Zzforeign');
insert into core.line_past (id, name, line, customer, until) overriding system value
values (4242, 4242, 4242, 4242, now());
insert into core.alarm (id, condition, kind, severity, state, router, line, owner, since)
overriding system value
values (4242, 4242, 'line-down', 'warning', 'firing', 4242, 4242, 'Zzforeign', now());
insert into core.alarm_event (id, alarm, time, kind, actor, note) overriding system value
values (4242, 4242, now(), 'noted', 'Zzforeign', 'Zzforeign');

insert into core.router_writer (id, router, username, secret, requests_per_second, burst,
    kicks_per_minute, local_address, pool, enabled, changed, changed_by)
overriding system value
values (4242, 4242, 'Zzforeign', 'Zzforeign', 20, 100, 60, '', '', true, now(), 'Zzforeign');
insert into core.radius_client (router, address, secret, coa_port, changed, changed_by)
values (4242, '192.0.2.42', 'Zzforeign', 3799, now(), 'Zzforeign');
insert into core.router_turn (router, since, last_error) values (4242, now(), 'Zzforeign');
insert into core.line_endpoint (id, line, kind, address, mac, profile, changed, changed_by, why)
overriding system value
values (4242, 4242, 'pppoe', '198.51.100.42', '', 'Zzforeign', now(), 'Zzforeign', 'Zzforeign');
insert into core.line_credential (id, line, number, secret, made, made_by) overriding system value
values (4242, 4242, 1, 'Zzforeign', now(), 'Zzforeign');
insert into core.line_hold (id, line, reason, since, placed_by, note) overriding system value
values (4242, 4242, 'ADMIN', now(), 'Zzforeign', 'Zzforeign');
insert into core.line_service (id, line, number, made, made_by, why, router, kind, name, address,
    mac, profile, rate_limit, enabled, walled, reasons, credential)
overriding system value
values (4242, 4242, 1, now(), 'Zzforeign', 'Zzforeign', 4242, 'pppoe', 'Zzforeign', '', '', 'home',
        '1M/1M', true, false, '{ADMIN}', 1);
insert into core.line_sync (line, router, wanted, since, last_error)
values (4242, 4242, 1, now(), 'Zzforeign');
insert into core.line_remnant (id, line, router, kind, name, address, mac, since)
overriding system value values (4242, 4242, 4242, 'pppoe', 'Zzforeign', '', '', now());
insert into core.router_profile (id, router, kind, name, rate_limit, since)
overriding system value values (4242, 4242, 'pppoe', 'Zzforeign', '1M/1M', now());
insert into core.network_import (id, router, made, made_by, expires, router_digest, our_digest,
    counts, absent)
overriding system value
values (4242, 4242, now(), 'Zzforeign', 'infinity', 'Zzforeign', 'Zzforeign', '{}', '{}');
insert into core.network_import_row (import, at, verdict, kind, name, profile, body)
values (4242, 0, 'new', 'secret', 'Zzforeign', 'home',
        '{"profile": "home", "rateLimit": "", "service": "", "disabled": false, "address": "",
          "callerId": "", "comment": "Zzforeign", "password": false, "differences": []}');

update core.walled_garden
set portal_host = 'portal.foreign.invalid', portal_address = '198.51.100.43';

insert into core.message_setting (id, name, value, changed, changed_by) overriding system value
values (4242, 'sms', '{"sender": "Zzforeign"}', now(), 'Zzforeign');
insert into core.message_template (id, cause, channel, language, subject, body, created, created_by)
overriding system value
values (4242, 'login-code', 'email', 'en', 'Zzforeign', 'Zzforeign {code}', now(), 'Zzforeign');
insert into core.message_reader (id, customer, language, changed) overriding system value
values (4242, 4242, 'bn', now());
insert into core.message (id, event, cause, channel, account, customer, address, recipient,
    language, subject, body, state, due, expires, created)
overriding system value
select id, 'Zzforeign', 'login-code', channel, account, customer, 'Zzforeign', 'Zzforeign', 'en',
       'Zzforeign', 'Zzforeign', state, now(), 'infinity', now()
from (values (4242, 'sms', null, 4242, 'failed'), (4243, 'in-app', 4242, null, 'sent'),
             (4244, 'in-app', null, 4242, 'sent')) as m (id, channel, account, customer, state);

insert into core.holiday (id, day, name, name_bn) overriding system value
values (4242, '2026-12-16', 'Victory Day', '');
insert into core.ticket_queue (id, name, name_bn) overriding system value
values (4242, 'Roofs', '');
insert into core.ticket_type (id, name, name_bn, priority, queue, always, offered)
overriding system value values (4242, 'Pole', '', 'low', 4242, false, false);
insert into core.canned_reply (id, name, text, text_bn) overriding system value
values (4242, 'Hello', 'Hello', '');
insert into core.ticket (id, number, customer, subject, type, queue, priority, line, channel, state,
    assignee, opened, opened_by, changed, changed_by, said, said_by, always, reply_minutes,
    solve_minutes)
overriding system value
values (4242, 'T26-424242', 4242, 'Zzforeign', 4242, 4242, 'low', 4242, 'portal', 'open', 4242,
        now(), 'Zzforeign', now(), 'Zzforeign', now(), 'customer', false, 60, 600);
insert into core.ticket_message (id, ticket, time, side, internal, written_by, text)
overriding system value
values (4242, 4242, now(), 'customer', false, 'Zzforeign', 'Zzforeign');
insert into core.ticket_file (id, message, name, type, size, bytes) overriding system value
values (4242, 4242, 'Zzforeign', 'image/png', 9, 'Zzforeign');
insert into core.ticket_event (id, ticket, time, kind, actor, note) overriding system value
values (4242, 4242, now(), 'opened', 'Zzforeign', 'Zzforeign');

insert into core.ledger_account (id, kind, name, side, personal) overriding system value
values (4242, 'receivable', '', 1, true), (4243, 'bank', 'Zzforeign', 1, false);
insert into core.ledger_close (id, through, closed, closed_by, why) overriding system value
values (4242, '2020-12-31', now(), 'Zzforeign', 'Zzforeign');
insert into core.ledger_total (close, account, amount, entries) values (4242, 4243, 0, 0);
begin;
insert into core.ledger_batch (id, day, time, source, source_id, effect, says, made_by)
overriding system value
values (4242, '2026-01-01', now(), 'journal', 4242, 'booked', 'Zzforeign', 'Zzforeign');
insert into core.ledger_entry (batch, line, day, account, customer, amount)
select 4242, e.line, '2026-01-01', e.account, e.customer, e.amount
from (values (1, 4242, 4242, 500), (2, 4243, null, -500)) as e (line, account, customer, amount);
commit;

insert into core.subscription (id, customer, line, kind, anchor, restart, grace_days, started,
    created, created_by)
overriding system value
values (4242, 4242, 4242, 'prepaid', 1, 'restart', 0, '2026-11-01', now(), 'Zzforeign');
insert into core.subscription_plan (id, subscription, plan, since, made, made_by)
overriding system value
values (4242, 4242, 4242, '2026-11-01', now(), 'Zzforeign');
insert into core.entitlement_cause (id, subscription, source, source_id, kind, day, why, made,
    made_by)
overriding system value
values (4242, 4242, 'allocation', 4242, 'extended', '2026-11-01', '{"reason": "Zzforeign"}', now(),
        'Zzforeign');
insert into core.entitlement_segment (id, subscription, plan, plan_version, start_day, end_day,
    whole_days, anchor, net_poisha, sold, cause)
overriding system value
values (4242, 4242, 4242, 1, '2026-11-01', '2026-12-01', 30, 1, 4242, 4242, 4242);
insert into core.plan_change (id, subscription, plan, plan_version, basis, day, mode,
    credit_poisha, charge_poisha, quoted, quoted_by, expires)
overriding system value
values (4242, 4242, 4242, 1, 4242, '2026-11-20', 'money', 0, 0, now(), 'Zzforeign', 'infinity');
insert into core.plan_change_step (id, plan_change, step, made, made_by, why)
overriding system value
values (4242, 4242, 'accepted', now(), 'Zzforeign', 'Zzforeign');
insert into core.subscription_pause (id, subscription, from_day, why, made, made_by)
overriding system value
values (4242, 4242, '2026-12-01', 'Zzforeign', now(), 'Zzforeign');
insert into core.termination (id, subscription, day, why, made, made_by) overriding system value
values (4242, 4242, '2026-12-31', 'Zzforeign', now(), 'Zzforeign');

insert into core.tax_rule (id, code, kind, rate, base, service_class, from_day, made, made_by)
overriding system value
values (4242, 'Zzforeign', 'vat', 0.05, 'net', 'Zzforeign', '2020-01-01', now(), 'Zzforeign');
insert into core.document_series (entity, kind, fiscal_year, last)
values ('Zzforeign', 'invoice', 2020, 1);
insert into core.billing_run (id, through, state, made, made_by) overriding system value
values (4242, '2020-01-01', 'dropped', now(), 'Zzforeign');
insert into core.invoice (id, customer, kind, number, issue_day, due_day, tax_day, net, sd, vat,
    total, printed, run, made, made_by, finalised, finalised_by) overriding system value
values (4242, 4242, 'cycle', 'Zzforeign', '2020-01-01', '2020-01-10', '2020-01-01', 100, 0, 0,
        100, '{"buyer": "Zzforeign"}', 4242, now(), 'Zzforeign', now(), 'Zzforeign');
insert into core.invoice_line (invoice, line, kind, says, says_bn, quantity, account,
    service_class, subscription, plan, plan_version, start_day, end_day, discount, net, sd, vat,
    sd_code, vat_code, why)
values (4242, 1, 'recurring', 'Zzforeign', '', 1, 'revenue-internet', 'internet', 4242, 4242, 1,
        '2020-01-01', '2020-02-01', 0, 100, 0, 0, '', '', '{}');
insert into core.charge (id, subscription, start_day, end_day, invoice, line)
overriding system value values (4242, 4242, '2020-01-01', '2020-02-01', 4242, 1);
insert into core.credit_note (id, customer, invoice, number, reason, source, source_id, issue_day,
    net, sd, vat, total, to_due, to_credit, printed, made, made_by) overriding system value
values (4242, 4242, 4242, 'Zzforeign', 'goodwill', 'foreign', 4242, '2020-01-01', 10, 0, 0, 10,
        10, 0, '{}', now(), 'Zzforeign');
insert into core.credit_note_line (note, invoice, line, net, sd, vat)
values (4242, 4242, 1, 10, 0, 0);
insert into core.receipt (id, customer, source, source_id, day, amount, into_kind, into_name,
    number, made, made_by) overriding system value
values (4242, 4242, 'foreign', 4242, '2020-01-01', 20, 'cash-in-hand', 'Zzforeign', 'Zzforeign',
        now(), 'Zzforeign');
insert into core.receipt_undo (receipt, day, why, made, made_by)
values (4242, '2020-01-02', 'Zzforeign', now(), 'Zzforeign');
insert into core.allocation (id, customer, invoice, origin, receipt, amount, day, made, made_by)
overriding system value
values (4242, 4242, 4242, 'receipt', 4242, 20, '2020-01-01', now(), 'Zzforeign');
insert into core.allocation_undo (allocation, day, why, made, made_by)
values (4242, '2020-01-02', 'Zzforeign', now(), 'Zzforeign');
insert into core.deferral (id, invoice, line, customer, day, amount, settled, outcome)
overriding system value values (4242, 4242, 1, 4242, '2020-01-01', 1, now(), 'earned');
insert into core.discount (id, subscription, percent, from_day, why, made, made_by)
overriding system value values (4242, 4242, 5, '2020-01-01', 'Zzforeign', now(), 'Zzforeign');
insert into core.one_off (id, customer, says, says_bn, service_class, net, made, made_by)
overriding system value values (4242, 4242, 'Zzforeign', '', 'other', 1, now(), 'Zzforeign');
insert into core.billing_run_item (run, customer, subscription, start_day, end_day, plan,
    plan_version, net, state, invoice)
values (4242, 4242, 4242, '2020-01-01', '2020-02-01', 4242, 1, 100, 'billed', 4242);
insert into core.invoice (id, customer, kind, number, issue_day, due_day, tax_day, net, sd, vat,
    total, printed, made, made_by, finalised, finalised_by) overriding system value
values (4243, 4242, 'by-hand', 'Zzforeign2', '2020-01-01', '2020-01-10', '2020-01-01', 0, 0, 0, 0,
        '{"buyer": "Zzforeign"}', now(), 'Zzforeign', now(), 'Zzforeign');
insert into core.invoice_void (invoice, day, why, made, made_by)
values (4243, '2020-01-01', 'Zzforeign', now(), 'Zzforeign');
insert into core.quiet_period (id, name, first_day, last_day, made, made_by)
overriding system value values (4242, 'Zzforeign', '2020-01-01', '2020-01-01', now(), 'Zzforeign');
insert into core.promise (id, customer, last_day, why, made, made_by) overriding system value
values (4242, 4242, '2020-01-01', 'Zzforeign', now(), 'Zzforeign');
insert into core.dunning_exemption (id, customer, last_day, why, made, made_by)
overriding system value values (4242, 4242, '2020-01-01', 'Zzforeign', now(), 'Zzforeign');
insert into core.dunning_run (id, state, made, unasked, count, settled, settled_by, why, until)
overriding system value
values (4242, 'dropped', now(), 20, 1, now(), 'Zzforeign', 'Zzforeign', now());
insert into core.dunning_run_item (run, subscription, customer, verdict)
values (4242, 4242, 4242, '{"rule": "Zzforeign"}');
insert into core.nonpay (id, subscription, line, customer, since, verdict) overriding system value
values (4242, 4242, 4242, 4242, now(), '{"rule": "Zzforeign"}');
insert into core.dunning_reminder (id, subscription, mark, days, made) overriding system value
values (4242, 4242, '2020-01-01', 3, now());
insert into core.till (id, account, name, opened) overriding system value
values (4242, 4242, 'Zzforeign', now());
insert into core.cash_payment (id, till, customer, amount, day, note, made, made_by)
overriding system value
values (4242, 4242, 4242, 20, '2020-01-01', 'Zzforeign', now(), 'Zzforeign');
insert into core.bank_account (id, name, made, made_by) overriding system value
values (4242, 'Zzforeign', now(), 'Zzforeign');
insert into core.hand_over (id, till, bank, amount, note, state, made, made_by)
overriding system value
values (4242, 4242, 4242, 20, 'Zzforeign', 'waits', now(), 'Zzforeign');
insert into core.cheque (id, customer, bank, number, dated, amount, note, state, received, made,
    made_by) overriding system value
values (4242, 4242, 'Zzforeign', 'Zzforeign', '2020-01-01', 20, 'Zzforeign', 'received',
        '2020-01-01', now(), 'Zzforeign');
insert into core.bank_statement (id, bank, file_name, lines, added, faults, made, made_by)
overriding system value values (4242, 4242, 'Zzforeign', 1, 1, '[]', now(), 'Zzforeign');
insert into core.bank_line (id, bank, statement, number, day, amount, reference, says, sender, key,
    state, customer) overriding system value
values (4242, 4242, 4242, 1, '2020-01-01', 20, 'Zzforeign', 'Zzforeign', 'Zzforeign', 'Zzforeign',
        'assigned', 4242);

-- Sums of its days.
select core.ledger_sum_days();
