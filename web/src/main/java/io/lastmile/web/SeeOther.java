package io.lastmile.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;

/// What a form that did its work answers: look here now (303), so that loading again does not send
/// it again.
public final class SeeOther {
    private SeeOther() {}

    public static void send(ServerResponse response, String path) {
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, path);
        response.send();
    }
}
