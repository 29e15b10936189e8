package io.lastmile.core.platform;

import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Outermost of all: names, times and logs each request, sets the headers that every answer has.
final class Traffic implements Filter {
    private static final System.Logger LOG = System.getLogger("lastmile.access");

    private final MeterRegistry meters;
    private final CommonHeaders headers;
    private final List<Cidr> proxies;

    Traffic(MeterRegistry meters, CommonHeaders headers, List<Cidr> proxies) {
        this.meters = meters;
        this.headers = headers;
        this.proxies = proxies;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long start = System.nanoTime();
        request.context().register(new RequestId(RequestId.fresh()));
        request.context().register(Client.of(request, proxies));
        Method method = request.prologue().method();
        headers.set(request, response);
        try {
            chain.proceed();
        } finally {
            record(request, response, method, System.nanoTime() - start);
        }
    }

    private void record(
            RoutingRequest request, RoutingResponse response, Method method, long nanos) {
        String route =
                request.context().get(Routes.Route.class).map(Routes.Route::pattern).orElse("none");
        String status = "" + response.status().code();
        Timer.builder("lastmile.core.requests")
                .tags("method", known(method), "route", route, "status", status)
                .register(meters)
                .record(nanos, TimeUnit.NANOSECONDS);
        LOG.log(
                System.Logger.Level.DEBUG,
                () ->
                        "%s %s %s %s %d us"
                                .formatted(
                                        status,
                                        RequestId.of(request),
                                        method.text(),
                                        request.path().rawPath(),
                                        nanos / 1000));
    }

    /// A client can invent methods, metrics must not grow by them.
    private static String known(Method method) {
        return switch (method.text()) {
            case "GET", "HEAD", "POST", "PUT", "DELETE" -> method.text();
            default -> "other";
        };
    }
}
