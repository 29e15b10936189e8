package io.lastmile.core.platform;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A response that keeps its headers, `Content-Length` among them, and drops its body: what GET
/// would have answered, for HEAD. Helidon has no such thing.
record HeadResponse(ServerResponse response) implements InvocationHandler {
    static ServerResponse of(ServerResponse response) {
        return (ServerResponse)
                Proxy.newProxyInstance(
                        HeadResponse.class.getClassLoader(),
                        new Class<?>[] {ServerResponse.class},
                        new HeadResponse(response));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "send" -> send(arguments == null ? new Object[0] : arguments);
            case "outputStream" -> new Nothing(this);
            default -> forward(proxy, method, arguments);
        };
    }

    private @Nullable Object send(Object[] arguments) {
        if (arguments.length == 3) {
            finish((Integer) arguments[2]);
        } else if (arguments.length == 0) {
            finish(0);
        } else {
            byte[] body =
                    arguments[0] instanceof byte[] bytes
                            ? bytes
                            : arguments[0].toString().getBytes(StandardCharsets.UTF_8);
            finish(body.length);
        }
        return null;
    }

    private void finish(long length) {
        if (!response.headers().contains(HeaderNames.CONTENT_LENGTH)) {
            response.contentLength(length);
        }
        response.send();
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

    /// Counts what would have been sent.
    private static final class Nothing extends OutputStream {
        private final HeadResponse head;
        private long length;
        private boolean closed;

        Nothing(HeadResponse head) {
            this.head = head;
        }

        @Override
        public void write(int octet) {
            length++;
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            length += count;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                head.finish(length);
            }
        }
    }
}
