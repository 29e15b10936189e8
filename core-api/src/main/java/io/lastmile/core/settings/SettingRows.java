package io.lastmile.core.settings;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;

/// The table of settings, which has one row. Call it within a unit of work.
final class SettingRows {
    private static final String FIND =
            """
            select version, brand, brand_bn, phone, language, notice, notice_bn, walled, walled_bn,
                   changed, changed_by
            from core.setting where id = 1
            """;

    private static final String CHANGE =
            """
            update core.setting
            set version = version + 1, brand = :brand, brand_bn = :brand_bn, phone = :phone,
                language = :language, notice = :notice, notice_bn = :notice_bn, walled = :walled,
                walled_bn = :walled_bn, changed = :now, changed_by = :by
            where id = 1 and version = :version
            """;

    private final DbClient db;
    private final Clock clock;

    SettingRows(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Settings find() {
        return Settings.of(new Row(db.execute().createGet(FIND).execute().orElseThrow()));
    }

    /// False if somebody was faster.
    boolean change(Settings wanted) {
        return db.execute()
                        .createUpdate(CHANGE)
                        .addParam("version", wanted.version())
                        .addParam("brand", wanted.brand().en())
                        .addParam("brand_bn", wanted.brand().bn())
                        .addParam("phone", wanted.phone())
                        .addParam("language", Fields.nameOf(wanted.language()))
                        .addParam("notice", wanted.notice().en())
                        .addParam("notice_bn", wanted.notice().bn())
                        .addParam("walled", wanted.walled().en())
                        .addParam("walled_bn", wanted.walled().bn())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute()
                > 0;
    }
}
