package io.lastmile.core.imports;

import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Upload;
import java.util.List;

/// The desk for one kind of file, for pages.
public final class Desk {
    private final Sheet sheet;
    private final ImportDesk desk;

    Desk(Sheet sheet, ImportDesk desk) {
        this.sheet = sheet;
        this.desk = desk;
    }

    public long take(Upload upload) {
        return desk.take(sheet, upload);
    }

    public ImportDesk.Report report(long id) {
        return desk.report(sheet, id);
    }

    public void commit(long id, String hash) {
        desk.commit(sheet, id, hash);
    }

    public void findings(long id, ServerResponse response) {
        desk.findings(sheet, id, response);
    }

    public List<Stored> last() {
        return desk.last(sheet);
    }

    /// The headers that a file may have.
    public List<String> columns() {
        return sheet.columns().stream().filter(Column::read).map(Column::header).toList();
    }
}
