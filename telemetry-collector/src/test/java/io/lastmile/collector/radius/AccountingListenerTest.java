package io.lastmile.collector.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountingListenerTest {
    private static final String SECRET = "s3cret";
    private static final String MESSAGE = "Message-Authenticator = 0x00\n";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    @TempDir Path folder;
    private Journal journal;
    private AccountingListener listener;
    private boolean known = true;

    @BeforeEach
    void start() throws IOException {
        journal = Journal.open(folder, 1 << 20);
        listener = listening();
    }

    private AccountingListener listening() {
        return AccountingListener.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                journal,
                _ -> known ? new Nas(7, SECRET) : null,
                Clock.systemUTC(),
                meters);
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
        journal.close();
    }

    @Test
    void aSessionOfRadclientIsInTheJournalToTheByte() throws IOException {
        assertThat(send(SECRET, session("Start", ""))).isTrue();
        assertThat(send(SECRET, session("Interim-Update", octets(4_294_967_295L, 10)))).isTrue();
        assertThat(send(SECRET, session("Stop", octets(4_294_967_296L, 30_000_000_123L)))).isTrue();

        List<AccountingRecord> said = said();
        assertThat(said)
                .extracting(AccountingRecord::status)
                .containsExactly(
                        AccountingStatus.START, AccountingStatus.INTERIM, AccountingStatus.STOP);
        assertThat(said)
                .extracting(AccountingRecord::up)
                .containsExactly(null, 4_294_967_295L, 4_294_967_296L);
        assertThat(said)
                .extracting(AccountingRecord::down)
                .containsExactly(null, 10L, 30_000_000_123L);
        AccountingRecord stop = said.getLast();
        assertThat(stop.user()).isEqualTo("rahim@isp");
        assertThat(stop.sessionKey()).isEqualTo("81a0000f");
        assertThat(stop.address()).isEqualTo("100.64.1.9");
        assertThat(stop.address6()).isEqualTo("2001:db8:0:0:0:0:0:5");
        assertThat(stop.delegatedPrefix()).isEqualTo("2001:db8:7:0:0:0:0:0/56");
        assertThat(journal.from(0, 10)).extracting(JournalEntry::router).containsOnly(7);
    }

    @Test
    void theMessageAuthenticatorIsTakenWhenItIsRight() throws IOException {
        assertThat(send(SECRET, session("Start", MESSAGE))).isTrue();
        assertThat(said()).hasSize(1);
    }

    @Test
    void aWrongSecretGetsNoAnswerAndNoRecord() throws IOException {
        assertThat(ignored("other", session("Start", ""))).isTrue();
        assertThat(ignored("other", session("Start", MESSAGE))).isTrue();
        assertThat(said()).isEmpty();
        assertThat(unanswered("wrong-secret")).isEqualTo(2);
    }

    @Test
    void aStrangerGetsNoAnswer() throws IOException {
        known = false;
        assertThat(ignored(SECRET, session("Start", ""))).isTrue();
        assertThat(said()).isEmpty();
        assertThat(unanswered("unknown-nas")).isEqualTo(1);
    }

    @Test
    void accountingOnNeedsNoSession() throws IOException {
        assertThat(send(SECRET, "Acct-Status-Type = Accounting-On\n")).isTrue();
        assertThat(said().getFirst().status()).isEqualTo(AccountingStatus.ACCOUNTING_ON);
        assertThat(ignored(SECRET, "Acct-Status-Type = Start\n")).isTrue();
        assertThat(unanswered("malformed")).isEqualTo(1);
    }

    @Test
    void aFullJournalAnswersNobody() throws IOException {
        stop();
        journal = Journal.open(folder, 10);
        listener = listening();
        assertThat(ignored(SECRET, session("Start", ""))).isTrue();
        assertThat(unanswered("journal-full")).isEqualTo(1);
    }

    @Test
    void rubbishStopsNothing() throws IOException {
        var random = new Random(7);
        try (var socket = new DatagramSocket()) {
            for (int i = 0; i < 2000; i++) {
                byte[] rubbish = new byte[i % 10 == 0 ? 9000 : random.nextInt(200)];
                random.nextBytes(rubbish);
                if (rubbish.length > 3 && random.nextBoolean()) {
                    rubbish[0] = 4;
                    rubbish[2] = (byte) (rubbish.length >> 8);
                    rubbish[3] = (byte) rubbish.length;
                }
                socket.send(new DatagramPacket(rubbish, rubbish.length, listener.address()));
            }
        }
        // The socket's buffer may still be full of rubbish: a NAS tries again too.
        String start = session("Start", "");
        assertThat(Radclient.send(listener.address(), SECRET, start, 6, 5)).isTrue();
        assertThat(said()).isNotEmpty();
        assertThat(unanswered("oversized")).isPositive();
        assertThat(unanswered("malformed")).isPositive();
    }

    private boolean send(String secret, String attributes) {
        return Radclient.send(listener.address(), secret, attributes, 1, 30);
    }

    private boolean ignored(String secret, String attributes) {
        return !Radclient.send(listener.address(), secret, attributes, 1, 3);
    }

    private List<AccountingRecord> said() throws IOException {
        return journal.from(0, 100).stream().map(JournalEntry::said).toList();
    }

    private double unanswered(String why) {
        return meters.counter("lastmile.radius.unanswered", "why", why).count();
    }

    private static String session(String status, String more) {
        return """
        Acct-Status-Type = %s
        User-Name = "rahim@isp"
        Acct-Session-Id = "81A0000F"
        Framed-IP-Address = 100.64.1.9
        Framed-IPv6-Address = 2001:db8::5
        Delegated-IPv6-Prefix = 2001:db8:7::/56
        %s
        """
                .formatted(status, more);
    }

    private static String octets(long up, long down) {
        return """
        Acct-Input-Octets = %d
        Acct-Input-Gigawords = %d
        Acct-Output-Octets = %d
        Acct-Output-Gigawords = %d
        """
                .formatted(up & 0xffffffffL, up >>> 32, down & 0xffffffffL, down >>> 32);
    }
}
