package io.lastmile.core.platform;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A response whose body waits: what a handler sends is kept until its transaction has committed.
final class HeldResponse implements InvocationHandler {
    private final ServerResponse response;
    private byte[] body = new byte[0];

    private HeldResponse(ServerResponse response) {
        this.response = response;
    }

    /// Runs `handler` and returns what it would have answered.
    static Answers.Answer answer(Handler handler, ServerRequest request, ServerResponse response) {
        HeldResponse held = new HeldResponse(response);
        var proxy =
                (ServerResponse)
                        Proxy.newProxyInstance(
                                HeldResponse.class.getClassLoader(),
                                new Class<?>[] {ServerResponse.class},
                                held);
        try {
            handler.handle(request, proxy);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("handler of " + request.path().rawPath(), e);
        }
        return new Answers.Answer(
                response.status().code(),
                held.header(HeaderNames.CONTENT_TYPE),
                held.header(HeaderNames.LOCATION),
                held.body);
    }

    private String header(HeaderName name) {
        return response.headers().contains(name) ? response.headers().get(name).get() : "";
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "send" -> hold(arguments == null ? new Object[0] : arguments);
            case "outputStream" ->
                    throw new IllegalStateException(
                            "a stream as answer to a request with a key (expected: a whole body)");
            default -> forward(proxy, method, arguments);
        };
    }

    private @Nullable Object hold(Object[] arguments) {
        if (arguments.length == 1) {
            body =
                    arguments[0] instanceof byte[] bytes
                            ? bytes.clone()
                            : arguments[0].toString().getBytes(StandardCharsets.UTF_8);
        }
        return null;
    }

    private @Nullable Object forward(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            Object result = method.invoke(response, arguments);
            return result == response ? proxy : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
