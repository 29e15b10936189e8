package io.lastmile.core;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/// A form with files as a browser sends it.
public final class TestForm {
    private static final String BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    public TestForm field(String name, String value) {
        write(
                "--"
                        + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\""
                        + name
                        + "\"\r\n\r\n");
        write(value + "\r\n");
        return this;
    }

    public TestForm file(String field, String fileName, String type, byte[] bytes) {
        write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field);
        write("\"; filename=\"" + fileName + "\"\r\nContent-Type: " + type + "\r\n\r\n");
        body.writeBytes(bytes);
        write("\r\n");
        return this;
    }

    public TestForm file(String field, String fileName, String text) {
        return file(field, fileName, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }

    public static String type() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    public HttpRequest.Builder post(HttpRequest.Builder request) {
        return request.header("Content-Type", type()).POST(BodyPublishers.ofByteArray(bytes()));
    }

    private void write(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
