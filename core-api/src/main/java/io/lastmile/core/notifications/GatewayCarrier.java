package io.lastmile.core.notifications;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Hands an SMS to a gateway of the web. It follows no redirect, reads a bounded answer and waits a
/// bounded time for all of it, however slowly it drips.
final class GatewayCarrier implements Carrier {
    static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final int ANSWER_BYTES_MAX = 16 * 1024;
    private static final int SHOWN_MAX = 200;

    /// It is about this program's settings or the gateway's health, not about this message.
    private static final Set<Integer> NOT_THE_MESSAGE = Set.of(401, 402, 403, 404, 405, 408, 429);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_MAX)
                    .build();

    private final GatewayRequest request;
    private final Duration answerMax;
    private final Pattern success;
    private final Pattern failure;
    private final String secret;

    GatewayCarrier(SmsSettings.Gateway gateway, String secret) {
        this(gateway, secret, ANSWER_MAX);
    }

    GatewayCarrier(SmsSettings.Gateway gateway, String secret, Duration answerMax) {
        this.request = new GatewayRequest(gateway, secret);
        this.answerMax = answerMax;
        this.success = Pattern.compile(gateway.success());
        this.failure = Pattern.compile(gateway.failure());
        this.secret = secret;
    }

    @Override
    public Outcome carry(Parcel parcel) {
        try {
            HttpRequest http = request.of(parcel.address(), parcel.wording().body(), answerMax);
            return judged(parcel, answer(http));
        } catch (IllegalArgumentException e) {
            // Its words may hold the key.
            return new Outcome.Failed("the settings make no request", "", true);
        } catch (HttpConnectTimeoutException e) {
            return new Outcome.Failed("not reached: " + e.getClass().getSimpleName(), "", true);
        } catch (TimeoutException | HttpTimeoutException e) {
            return new Outcome.Uncertain("no answer in " + answerMax.toSeconds() + " s", "");
        } catch (IOException e) {
            return new Outcome.Failed("not reached: " + e.getClass().getSimpleName(), "", true);
        } catch (BoundedText.TooLong e) {
            return new Outcome.Uncertain("" + e.getMessage(), "");
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest http) throws IOException, TimeoutException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                CLIENT.sendAsync(
                        http, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        try {
            return answer.get(answerMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            answer.cancel(true);
        }
    }

    private Outcome judged(Parcel parcel, HttpResponse<byte[]> response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        int status = response.statusCode();
        String answer = "HTTP " + status + " " + shown(parcel, body);
        if (status / 100 == 2) {
            return taken(body, answer);
        }
        boolean ours = status / 100 == 4 && !NOT_THE_MESSAGE.contains(status);
        return ours
                ? new Outcome.Refused("the gateway refuses it", answer)
                : new Outcome.Failed("the gateway answers " + status, answer, true);
    }

    /// Neither yes nor no is what a pattern says that was typed wrong: it may have been sent.
    private Outcome taken(String body, String answer) {
        if (!failure.pattern().isEmpty() && BoundedText.finds(failure, body)) {
            return new Outcome.Failed("the gateway's answer says no", answer, false);
        }
        return BoundedText.finds(success, body)
                ? new Outcome.Sent(answer)
                : new Outcome.Uncertain("the gateway's answer does not say yes", answer);
    }

    /// A gateway may repeat what it got: of a secret message nothing is shown, of our key never.
    private String shown(Parcel parcel, String body) {
        if (parcel.secret()) {
            return "";
        }
        String plain = secret.isEmpty() ? body : body.replace(secret, "***");
        return plain.substring(0, Math.min(plain.length(), SHOWN_MAX));
    }
}
