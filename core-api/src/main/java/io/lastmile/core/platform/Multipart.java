package io.lastmile.core.platform;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts the bytes of a `multipart/form-data` body (RFC 2046 5.1, RFC 7578) into its parts. Parts
/// are windows on the body: nothing is copied until somebody wants a part's bytes.
final class Multipart {
    private static final int HEAD_BYTES_MAX = 8 * 1024;
    private static final int NAME_LENGTH_MAX = 100;
    private static final int FILE_NAME_LENGTH_MAX = 120;
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
    private static final Pattern BOUNDARY =
            Pattern.compile(
                    ";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern DISPOSITION =
            Pattern.compile(
                    "^content-disposition:\\s*form-data(.*)$",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern PART_TYPE =
            Pattern.compile(
                    "^content-type:\\s*([^;\\s]{1,100})",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern PARAMETER =
            Pattern.compile(
                    ";\\s*(name|filename)=(?:\"((?:\\\\\"|[^\"])*)\"|([^\\s;\"]+))",
                    Pattern.CASE_INSENSITIVE);

    /// A part has a file name, perhaps an empty one, if it is a file.
    record Part(
            String name, Optional<String> fileName, String type, byte[] body, int from, int to) {
        int length() {
            return to - from;
        }

        byte[] bytes() {
            return Arrays.copyOfRange(body, from, to);
        }

        /// A field's text; browsers send forms in the page's encoding, which is UTF-8.
        String text() {
            return utf8(body, from, to, name);
        }

        /// Without folders and control characters.
        String shortFileName() {
            String plain = fileName.orElse("").replaceAll("^.*[/\\\\]", "");
            return PlainText.oneLine(plain, FILE_NAME_LENGTH_MAX);
        }
    }

    private final byte[] body;
    private final byte[] delimiter;

    private Multipart(byte[] body, byte[] delimiter) {
        this.body = body;
        this.delimiter = delimiter;
    }

    static List<Part> parts(byte[] body, String contentType, int partsMax) {
        if (!contentType.toLowerCase(java.util.Locale.ROOT).startsWith(Upload.TYPE)) {
            throw Problem.of(
                            415,
                            "unsupported-type",
                            "Unsupported media type",
                            "Content-Type: %s (expected: %s)".formatted(contentType, Upload.TYPE))
                    .refusal();
        }
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw broken("no boundary", "Content-Type: multipart/form-data; boundary=...");
        }
        String word = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        byte[] delimiter = ("\r\n--" + word).getBytes(StandardCharsets.ISO_8859_1);
        return new Multipart(body, delimiter).parts(partsMax);
    }

    private List<Part> parts(int partsMax) {
        List<Part> parts = new ArrayList<>();
        int at = start();
        while (!isEnd(at)) {
            if (parts.size() == partsMax) {
                throw Upload.tooMany("parts", partsMax + 1L, partsMax);
            }
            int head = lineEnd(at) + 2;
            int blank = startsWith(head - 2, BLANK_LINE) ? head - 2 : find(BLANK_LINE, head);
            if (blank < 0 || blank - head > HEAD_BYTES_MAX) {
                throw broken("a part's headers without an end", "at most 8 KB of them");
            }
            int from = blank + BLANK_LINE.length;
            // The blank line may itself begin the delimiter of an empty part.
            int to = nextDelimiter(from - 2);
            parts.add(part(head, blank, from, Math.max(from, to)));
            at = to + delimiter.length;
        }
        return parts;
    }

    /// Behind the first delimiter, which may stand at the very beginning.
    private int start() {
        byte[] first = Arrays.copyOfRange(delimiter, 2, delimiter.length);
        return startsWith(0, first) && isLineEndOrEnd(first.length)
                ? first.length
                : nextDelimiter(0) + delimiter.length;
    }

    private int nextDelimiter(int from) {
        for (int at = find(delimiter, from); at >= 0; at = find(delimiter, at + 1)) {
            if (isLineEndOrEnd(at + delimiter.length)) {
                return at;
            }
        }
        throw broken("a form that breaks off", "all of it up to its last boundary");
    }

    private boolean isLineEndOrEnd(int at) {
        return isEnd(at) || lineEnd(at) >= 0;
    }

    private boolean isEnd(int at) {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    /// Where the line ends whose rest is blank; -1 if it is not.
    private int lineEnd(int from) {
        int at = from;
        while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
            at++;
        }
        return at + 1 < body.length && body[at] == '\r' && body[at + 1] == '\n' ? at : -1;
    }

    private Part part(int head, int blank, int from, int to) {
        String headers = utf8(body, head, Math.max(head, blank), "a part's headers");
        Matcher disposition = DISPOSITION.matcher(headers);
        String name = "";
        Optional<String> fileName = Optional.empty();
        if (disposition.find()) {
            Matcher parameter = PARAMETER.matcher(disposition.group(1));
            while (parameter.find()) {
                if (parameter.group(1).equalsIgnoreCase("name")) {
                    name = value(parameter);
                } else {
                    fileName = Optional.of(value(parameter));
                }
            }
        }
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
            throw broken("a part without a name", "a name of 1 to 100 characters");
        }
        Matcher type = PART_TYPE.matcher(headers);
        String word = type.find() ? type.group(1) : "";
        return new Part(name, fileName, word, body, from, to);
    }

    /// Browsers write a quotation mark as %22, programs as \".
    private static String value(Matcher parameter) {
        return parameter.group(2) == null
                ? parameter.group(3)
                : parameter.group(2).replace("\\\"", "\"").replace("%22", "\"");
    }

    private int find(byte[] what, int from) {
        for (int at = Math.max(from, 0); at <= body.length - what.length; at++) {
            if (body[at] == what[0] && startsWith(at, what)) {
                return at;
            }
        }
        return -1;
    }

    private boolean startsWith(int at, byte[] what) {
        return at >= 0
                && at + what.length <= body.length
                && Arrays.equals(body, at, at + what.length, what, 0, what.length);
    }

    private static String utf8(byte[] bytes, int from, int to, String what) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.invalid(what, "bytes that are not text", "UTF-8").refusal();
        }
    }

    private static Refusal broken(String found, String expected) {
        return Problem.invalid("body", found, expected).refusal();
    }
}
