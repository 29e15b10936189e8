package io.lastmile.core.tickets;

import io.lastmile.core.platform.Picture;
import io.lastmile.core.platform.PlainText;
import io.lastmile.core.platform.Upload;
import java.util.List;

/// Photos that come with a message: drawn anew, so that neither a hidden program nor the place
/// where it was taken comes along.
public final class TicketPictures {
    private static final int COUNT_MAX = 4;
    private static final int BYTES_MAX = 8 * 1024 * 1024;
    private static final int NAME_LENGTH_MAX = 100;
    public static final String FIELD = "photo";

    /// Of one message.
    public static final Upload.Limits LIMITS = new Upload.Limits(COUNT_MAX, BYTES_MAX);

    private TicketPictures() {}

    /// Of the files of field `photo`, as they were drawn before the unit of work began.
    public static List<TicketDesk.Attached> of(Upload upload) {
        return upload.files(FIELD).stream()
                .map(file -> {
                    Picture picture = upload.picture(file);
                    return new TicketDesk.Attached(
                            PlainText.oneLine(file.name(), NAME_LENGTH_MAX),
                            picture.type(),
                            picture.bytes());
                })
                .toList();
    }
}
