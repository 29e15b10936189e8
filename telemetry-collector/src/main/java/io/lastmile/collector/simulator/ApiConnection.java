package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Demand;
import io.lastmile.collector.routeros.Limits;
import io.lastmile.collector.routeros.ProtocolViolation;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.SentenceHandler;
import io.lastmile.collector.routeros.SentenceReader;
import io.lastmile.collector.routeros.SentenceWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One client of one router. Commands work side by side, a part of each in turn, as fast as the
/// socket takes it. On its channel's event loop only.
final class ApiConnection implements SentenceHandler {
    private static final int COMMANDS_BEFORE_LOGIN_MAX = 8;
    private static final int JOBS_MAX = 64;
    private static final int LISTENS_MAX = 32;
    private static final int PART_BYTES = 16 << 10;

    /// How often a listening connection looks for what the schedule changed.
    private static final int LOOK_MILLIS = 500;

    private final Router router;
    private final Channel channel;
    private final Commands commands;
    private final boolean tls;
    private final SentenceReader reader = new SentenceReader(Limits.STRANGER, this);
    private final Runnable wake = this::wake;
    private final ArrayDeque<Job> jobs = new ArrayDeque<>();
    private final List<Job> delayed = new ArrayList<>();
    private final List<ListenJob> listens = new ArrayList<>();
    private @Nullable ScheduledFuture<?> look;
    private int strangerCommands;
    private boolean ending;

    ApiConnection(Router router, Channel channel, Commands commands, boolean tls) {
        this.router = router;
        this.channel = channel;
        this.commands = commands;
        this.tls = tls;
    }

    SentenceReader reader() {
        return reader;
    }

    @Override
    public Demand sentence(Sentence sentence) {
        if (!ending && !router.faults().has(Fault.SILENT)) {
            take(Request.of(sentence));
        }
        return jobs.size() + delayed.size() < JOBS_MAX ? Demand.MORE : Demand.PAUSE;
    }

    @Override
    public void violated(ProtocolViolation violation) {
        ending = true;
    }

    private void take(Request request) {
        boolean login = request.path().isEmpty() && request.verb().equals("login");
        if (commands.entered().isEmpty() && !login) {
            fatal("not logged in");
        } else if (commands.entered().isEmpty() && ++strangerCommands > COMMANDS_BEFORE_LOGIN_MAX) {
            fatal("too many commands before login");
        } else if (request.path().isEmpty() && request.verb().equals("quit")) {
            quit();
        } else if (request.path().isEmpty() && request.verb().equals("cancel")) {
            cancel(request);
        } else if (!login && router.faults().strikes(Fault.FATAL)) {
            fatal("internal error");
        } else {
            begin(commands.job(request));
        }
    }

    private void quit() {
        if (tls) {
            // api-ssl says nothing (routeros.md 1.3).
            channel.close();
        } else {
            fatal("session terminated on request");
        }
    }

    private void fatal(String reason) {
        ending = true;
        ByteBuf out = channel.alloc().buffer();
        new Replies(new SentenceWriter(out), Optional.empty()).fatal(reason);
        channel.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
    }

    private void begin(Job job) {
        if (job instanceof ListenJob && listens.size() == LISTENS_MAX) {
            Answer refusal = Answer.failure("too many listens");
            jobs.add(new AnswerJob(job.tag(), () -> refusal));
        } else {
            later(job);
        }
    }

    /// At once, or after the delay of a slow router.
    private void later(Job job) {
        long millis = router.faults().value(Fault.SLOW_ANSWERS, 0);
        if (millis <= 0) {
            jobs.add(job);
            return;
        }
        delayed.add(job);
        channel.eventLoop()
                .schedule(
                        () -> {
                            if (delayed.remove(job)) {
                                jobs.add(job);
                                pump();
                            }
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    /// Called when all that had arrived is taken, and whenever the socket takes more.
    void pump() {
        while (!ending && channel.isActive() && channel.isWritable()) {
            Job job = jobs.poll();
            if (job == null) {
                break;
            }
            step(job);
        }
        if (commands.entered().isPresent()) {
            reader.limits(Limits.STANDARD);
        }
        if (reader.paused() && jobs.size() + delayed.size() < JOBS_MAX) {
            channel.eventLoop().execute(this::resume);
        }
    }

    private void resume() {
        reader.resume();
        pump();
    }

    private void step(Job job) {
        ByteBuf out = channel.alloc().buffer(PART_BYTES);
        Job.Step step;
        try {
            step = job.step(out);
        } catch (RuntimeException e) {
            out.release();
            throw e;
        }
        boolean last = step == Job.Step.HANG_UP;
        if (out.isReadable()) {
            var written = channel.writeAndFlush(out);
            if (last) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        } else {
            out.release();
        }
        switch (step) {
            case MORE -> later(job);
            case LISTENING -> listen(job);
            case DONE -> job.next().ifPresent(this::begin);
            case HANG_UP -> ending = true;
        }
    }

    private void listen(Job job) {
        if (job instanceof ListenJob listening && !listens.contains(listening)) {
            listens.add(listening);
            router.watchers().add(wake);
            if (look == null) {
                look =
                        channel.eventLoop()
                                .scheduleAtFixedRate(
                                        this::look,
                                        LOOK_MILLIS,
                                        LOOK_MILLIS,
                                        TimeUnit.MILLISECONDS);
            }
        }
    }

    private void wake() {
        channel.eventLoop().execute(this::look);
    }

    private void look() {
        if (channel.isWritable()) {
            listens.stream().filter(listen -> !jobs.contains(listen)).forEach(jobs::add);
            pump();
        }
    }

    /// `=tag=x` ends that command, none ends all; each says that it was interrupted, and its
    /// `!done` comes after the cancel's.
    private void cancel(Request request) {
        List<Job> running = new ArrayList<>(jobs);
        running.addAll(delayed);
        running.addAll(listens.stream().filter(listen -> !jobs.contains(listen)).toList());
        running.removeIf(
                job -> request.has("tag") && !job.tag().equals(Optional.of(request.value("tag"))));
        ByteBuf out = channel.alloc().buffer();
        SentenceWriter writer = new SentenceWriter(out);
        for (Job job : running) {
            forget(job);
            new Replies(writer, job.tag()).trap(new Answer.Trap(2, "interrupted"));
        }
        new Replies(writer, request.tag()).done("");
        running.forEach(job -> new Replies(writer, job.tag()).done(""));
        channel.writeAndFlush(out);
    }

    private void forget(Job job) {
        jobs.remove(job);
        delayed.remove(job);
        listens.removeIf(listen -> listen == job);
    }

    /// The connection is gone.
    void closed() {
        ending = true;
        jobs.clear();
        delayed.clear();
        listens.clear();
        router.watchers().remove(wake);
        if (look != null) {
            look.cancel(false);
        }
    }
}
