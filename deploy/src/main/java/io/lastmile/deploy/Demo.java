package io.lastmile.deploy;

import io.lastmile.collector.credentials.KeyRefused;
import io.lastmile.collector.postgres.DatabaseRefused;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// What `./run` runs: the whole product in this process until Ctrl-C.
public final class Demo {
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
        try {
            Options options = Options.parse(words);
            Logs.configure();
            serve(options, environment, out);
            return 0;
        } catch (Options.Refused e) {
            err.println("lastmile: " + e.getMessage());
            return 2;
        } catch (CannotStart | DatabaseRefused | KeyRefused e) {
            err.println("lastmile: " + e.getMessage());
            return 1;
        }
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
