package io.lastmile.deploy;

import io.lastmile.collector.credentials.KeyRefused;
import io.lastmile.collector.postgres.DatabaseRefused;
import io.lastmile.collector.rollup.Rollup;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// What `./run` runs: the whole product in this process until Ctrl-C.
public final class Demo {
    private static final System.Logger LOG = System.getLogger(Demo.class.getName());
    private static final int CANNOT = 1;
    private static final int REFUSED = 2;

    private Demo() {}

    public static void main(String[] words) {
        int status = run(List.of(words), System.getenv(), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(
            List<String> words, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(Options.HELP);
            return 0;
        }
        Logs.configure();
        try {
            serve(Options.parse(words), environment, out);
            return 0;
        } catch (Options.Refused e) {
            err.println("lastmile: " + e.getMessage());
            return REFUSED;
        } catch (CannotStart | DatabaseRefused | KeyRefused | Rollup.ZoneFixed e) {
            err.println("lastmile: " + e.getMessage());
            return CANNOT;
        } catch (RuntimeException e) {
            err.println("lastmile: cannot start: " + firstCause(e));
            LOG.log(System.Logger.Level.DEBUG, "cannot start", e);
            return CANNOT;
        }
    }

    /// What nobody has a sentence of its own for: the first line of what began it.
    private static String firstCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return cause.getClass().getSimpleName() + ": " + message;
    }

    private static void serve(Options options, Map<String, String> environment, PrintStream out) {
        Folders folders = Folders.open(options.data(), options.fresh(), environment);
        Product product;
        try {
            product = Product.start(options, folders.data(), Clock.systemUTC());
        } catch (RuntimeException e) {
            folders.close();
            throw e;
        }
        out.print(product.welcome());
        out.flush();
        awaitSignal(() -> {
            out.println("lastmile: stopping");
            product.close();
            folders.close();
            out.println("lastmile: stopped, nothing is lost");
            out.flush();
        });
    }

    /// Returns when the process was asked to stop and `stop` has run.
    private static void awaitSignal(Runnable stop) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(() -> {
                                    stop.run();
                                    stopped.countDown();
                                }));
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
