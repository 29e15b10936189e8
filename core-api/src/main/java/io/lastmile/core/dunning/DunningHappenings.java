package io.lastmile.core.dunning;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.customers.Happening;
import io.lastmile.core.customers.HappeningSource;
import io.lastmile.core.customers.StoredHappenings;
import io.lastmile.core.platform.Row;
import java.util.List;
import java.util.stream.Stream;

/// When a customer was off for want of money, reminded and spared, for the timeline. Words are the
/// line or day, and what was noted.
final class DunningHappenings {
    private static final String OF =
            """
            select h.time, h.kind, h.actor, h.word, h.note
            from (select n.since as time, 'nonpay.began' as kind, '' as actor, l.name as word,
                         '' as note
                  from core.nonpay as n join core.line as l on l.id = n.line
                  where n.customer = :customer
                  union all
                  select n.lifted, 'nonpay.ended', '', l.name, ''
                  from core.nonpay as n join core.line as l on l.id = n.line
                  where n.customer = :customer and n.lifted is not null
                  union all
                  select made, 'promise.made', made_by, cast(last_day as text), why
                  from core.promise where customer = :customer
                  union all
                  select withdrawn, 'promise.withdrawn', withdrawn_by, cast(last_day as text), ''
                  from core.promise where customer = :customer and withdrawn is not null
                  union all
                  select approved, 'exemption.began', approved_by, cast(last_day as text), why
                  from core.dunning_exemption where customer = :customer and approved is not null
                  union all
                  select ended, 'exemption.ended', ended_by, cast(last_day as text), ''
                  from core.dunning_exemption
                  where customer = :customer and approved is not null and ended is not null
                  union all
                  select r.made, 'reminder.expiry', '', l.name, cast(r.mark as text)
                  from core.subscription as s
                  join core.dunning_reminder as r on r.subscription = s.id
                  join core.line as l on l.id = s.line
                  where s.customer = :customer
                  union all
                  select r.made, 'reminder.due', '', i.number, cast(r.mark as text)
                  from core.invoice as i
                  join core.dunning_reminder as r on r.invoice = i.id
                  where i.customer = :customer) as h
            where h.time < :before
            order by h.time desc, h.kind desc, h.word desc
            limit :rows
            """;

    private DunningHappenings() {}

    static HappeningSource in(DbClient db) {
        return new StoredHappenings(db, OF, DunningHappenings::happening);
    }

    private static Happening happening(Row row) {
        List<String> words =
                Stream.of(row.text("word"), row.text("note"))
                        .filter(word -> !word.isEmpty())
                        .toList();
        return new Happening(row.time("time"), row.text("kind"), row.text("actor"), words);
    }
}
